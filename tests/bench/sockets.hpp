// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace qm::bench {

/// A port of 127.0.0.1 that is free now; it is taken a moment later.
[[nodiscard]] unsigned short free_port();
/// A socket connected to 127.0.0.1, or -1. `receive_buffer` 0: the system's own.
[[nodiscard]] int try_to_connect(unsigned short port, int receive_buffer = 0);
/// Waits until all is taken; throws when the peer is gone.
void send_all(int socket, std::string_view bytes);
/// Makes room for so many open files and sockets, here and in programs started from here; throws a sentence
/// where the system allows fewer.
void allow_files(std::size_t count);

}  // namespace qm::bench

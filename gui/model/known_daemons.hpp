// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gui/model/door.hpp"
#include "protocol/result.hpp"

namespace qm::gui {

/// A daemon this console was paired with.
struct KnownDaemon {
    std::string host;  ///< the name it gives itself
    Door door;
    friend bool operator==(const KnownDaemon&, const KnownDaemon&) = default;
};

/// The daemons this console was paired with, as they are kept from one day to the next: one a line, whoever
/// was paired last first.
class KnownDaemons {
public:
    static constexpr std::size_t kMost = 64;

    /// Error: which line is not understood.
    [[nodiscard]] static Result<KnownDaemons> read(std::string_view text);
    [[nodiscard]] std::string text() const;

    /// How to come to the daemon asked for by this address, or, where it was found and not typed, by the name
    /// it has. By its plain door where this console was not paired with it.
    [[nodiscard]] Door door_to(const Address& address, std::string_view host = {}) const;
    [[nodiscard]] const KnownDaemon* find(const Address& address, std::string_view host = {}) const;
    /// In the place of what was known of it.
    void keep(KnownDaemon daemon);
    [[nodiscard]] const std::vector<KnownDaemon>& all() const { return daemons_; }
    friend bool operator==(const KnownDaemons&, const KnownDaemons&) = default;

private:
    std::vector<KnownDaemon> daemons_;
};

}  // namespace qm::gui

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace qm::golden {

/// Has a conversation with a real server, a real session of four gates behind it and a clock that stands still, over
/// the plain TCP door from the same machine. `script` is its lines:
///
///     # a remark
///     @ {"type":"edge",...}    an input of the session log; before the first < the listener is not there yet
///     . 20000000000            the gate clock stands there now
///     recorded                 all so far is on disk
///     < {"type":"arm",...}     said by the listener
///     > ...                    said by the daemon: left out here, given out
///
/// Gives out the script with all that the daemon said, each line where it came. Throws when nothing comes.
[[nodiscard]] std::string talk(const std::string& script);

}  // namespace qm::golden

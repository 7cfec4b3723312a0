// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "daemon/archive/archive.hpp"

/// Sessions that come from another archive, as a session log.
namespace qm::archive {

/// The session that stands on this ground and has these inputs, if there is one. A first clock pair that only one of
/// the two has makes no difference: import gives one to a log without.
[[nodiscard]] Result<std::optional<SessionId>> same_session(const Archive& archive,
                                                            const LogHeader& ground,
                                                            const std::vector<Input>& inputs);

/// A session that is over, with all its steps, in one transaction. `wall` is when it began, a label. Its id must
/// be new.
[[nodiscard]] Result<void> import_session(Archive& archive, const StoredSession& session,
                                          WallTime wall, std::span<const Step> steps);

}  // namespace qm::archive

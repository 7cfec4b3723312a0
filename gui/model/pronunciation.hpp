// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "protocol/state.hpp"

namespace qm::gui {

/// How names are said, where a voice would say them wrong.
class Pronunciation {
public:
    /// Lines of "NAME = AS IT SOUNDS"; a name is whole or a first name, # begins a comment. A line that is not
    /// understood is as if it were not there.
    [[nodiscard]] static Pronunciation read(std::string_view text);

    /// As short as tells the athlete from the others of the run.
    [[nodiscard]] std::string of(const AthleteId& athlete, const RunState& run) const;

private:
    static constexpr std::size_t kMost = 2000;
    std::map<std::string, std::string, std::less<>> sounds_;
};

}  // namespace qm::gui

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gui/model/feed.hpp"

namespace qm::gui {

/// A simulated run on this machine for whoever has no gates yet: from the wish to the start, one step after the
/// other as the daemon answers.
class Trial {
public:
    void wish() { step_ = Step::Wished; }
    /// A daemon with simulated gates is to be started on this machine; told once.
    [[nodiscard]] bool take_wish();
    /// It was started, and is to be joined; or it could not be.
    void joining() { step_ = Step::Joining; }
    void give_up() { step_ = Step::None; }
    /// From the wish until the run runs.
    [[nodiscard]] bool is_under_way() const { return step_ != Step::None; }

    /// What is to be sent next; told once each.
    [[nodiscard]] std::optional<Input> next(const Feed& feed);

private:
    enum class Step : std::uint8_t { None, Wished, Launching, Joining, Creating, Arming };

    Step step_ = Step::None;
};

/// What the screen says while no daemon was ever reached.
struct FirstSteps {
    std::string title;
    struct Step {
        std::string number;
        std::string what;
    };
    std::vector<Step> steps;
    std::string trial;  ///< how to look around without gates
};

class Model;

/// Empty as soon as a daemon was reached, or one is known from another day.
[[nodiscard]] std::optional<FirstSteps> first_steps(const Model& model);

}  // namespace qm::gui

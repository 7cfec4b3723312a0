// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "gui/programs/child.hpp"
#include "protocol/result.hpp"

namespace qm::gui {

/// Prints text on this machine's own printer by CUPS' `lp`. One job is under way at a time, and never waited for.
class Printer {
public:
    explicit Printer(std::string program = "lp") : program_(std::move(program)) {}
    /// `title` names the job in the printer's list. What was under way is given up.
    void print(const std::string& title, const std::string& text);
    /// How the last job went, told once: its title, or why nothing is printed.
    [[nodiscard]] std::optional<Result<std::string>> take_end();

private:
    std::string program_;
    std::optional<Child> child_;
    std::string title_;
    std::optional<Result<std::string>> end_;
};

}  // namespace qm::gui

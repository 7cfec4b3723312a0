// SPDX-License-Identifier: Apache-2.0
#include "gui/programs/printer.hpp"

#include <utility>

#include "gui/programs/given_file.hpp"

namespace qm::gui {

void Printer::print(const std::string& title, const std::string& text) {
    title_ = title;
    const GivenFile file{text};  // the child has it open when this has ended
    // Named, since bytes above 127 make lp doubt that it is a text.
    child_ = Child::start(
        {program_, "-t", title, "-o", "document-format=text/plain", "--", kGivenFile}, file.fd());
    if (!child_) end_ = Error{"no_printer", "this machine has no lp: install cups-client"};
}

std::optional<Result<std::string>> Printer::take_end() {
    const auto code = child_ ? child_->ended() : std::nullopt;
    if (code) {
        child_.reset();
        if (*code == 0) {
            end_ = title_;
        } else if (*code == 127) {
            end_ = Error{"no_printer", "this machine has no lp: install cups-client"};
        } else {
            end_ = Error{"no_printer", "lp refused it: is a printer set up? lpstat -t tells"};
        }
    }
    return std::exchange(end_, std::nullopt);
}

}  // namespace qm::gui

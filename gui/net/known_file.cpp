// SPDX-License-Identifier: Apache-2.0
#include "gui/net/known_file.hpp"

#include <fmt/format.h>

#include "gui/net/config_file.hpp"

namespace qm::gui {

std::string known_file() { return config_file("daemons"); }

Result<KnownDaemons> read_known(const std::string& file) {
    const auto text = read_config(file);
    if (!text) return text.error();
    auto known = KnownDaemons::read(*text);
    if (!known) {
        return Error{"known_daemons",
                     fmt::format("{}: {}. Mend it, or move it away and pair this console anew",
                                 file, known.error().sentence)};
    }
    return known;
}

Result<void> write_known(const std::string& file, const KnownDaemons& known) {
    return write_config(file, known.text());
}

}  // namespace qm::gui

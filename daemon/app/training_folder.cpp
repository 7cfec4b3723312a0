// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/training_folder.hpp"

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <system_error>

#include <fmt/format.h>

namespace qm::app {

TrainingFolder::TrainingFolder() {
    std::error_code none;
    const auto parent = std::filesystem::temp_directory_path(none);
    auto name = ((none ? "/tmp" : parent) / "quartermark-training-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) {
        throw std::runtime_error(
            fmt::format("no folder for the training can be made at {}: is there room, and may you "
                        "write there?",
                        name));
    }
    path_ = name;
}

TrainingFolder::~TrainingFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

}  // namespace qm::app

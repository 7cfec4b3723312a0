// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace qm::app {

/// A temporary folder for the archive of a training, so that it never stands among the real runs; gone with
/// this object, with all that is in it.
class TrainingFolder {
public:
    /// Throws std::runtime_error when none can be made in $TMPDIR, else /tmp.
    TrainingFolder();
    ~TrainingFolder();
    TrainingFolder(const TrainingFolder&) = delete;
    TrainingFolder& operator=(const TrainingFolder&) = delete;

    [[nodiscard]] std::string archive() const { return path_ + "/training.db"; }

private:
    std::string path_;
};

}  // namespace qm::app

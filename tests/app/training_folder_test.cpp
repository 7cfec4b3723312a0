// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/training_folder.hpp"

#include <filesystem>
#include <fstream>
#include <string>

#include <catch2/catch_test_macros.hpp>

TEST_CASE("each training has an archive of its own, gone when it ends", "[unit]") {
    std::string archive;
    {
        const qm::app::TrainingFolder one;
        const qm::app::TrainingFolder another;
        archive = one.archive();
        CHECK(archive != another.archive());
        std::ofstream{archive} << "x";
        CHECK(std::filesystem::exists(archive));
    }
    CHECK_FALSE(std::filesystem::exists(std::filesystem::path{archive}.parent_path()));
}

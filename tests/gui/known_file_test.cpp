// SPDX-License-Identifier: Apache-2.0
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "gui/net/known_file.hpp"

namespace qm::gui {

namespace {

/// A folder that is gone when the test is.
class Folder {
public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "qm-gui-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] std::string file(const std::string& name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

KnownDaemons one_known() {
    KnownDaemons known;
    known.keep({"infield-pi",
                {{"infield-pi", "7400"}, "7443", std::string(64, 'a'), std::string(64, 'f')}});
    return known;
}

}  // namespace

TEST_CASE("known daemons are kept for their owner's eyes only", "[doors]") {
    const Folder folder;
    const auto file = folder.file("config/quartermark/daemons");
    CHECK(read_known(file).value().all().empty());
    REQUIRE(write_known(file, one_known()).has_value());
    CHECK(read_known(file).value() == one_known());
    struct stat what {};
    REQUIRE(::stat(file.c_str(), &what) == 0);
    CHECK((what.st_mode & 07777U) == 0600);
    CHECK_FALSE(std::filesystem::exists(file + ".new"));
    // Written again, it is still so.
    std::filesystem::permissions(file, std::filesystem::perms::all);
    REQUIRE(write_known(file, {}).has_value());
    REQUIRE(::stat(file.c_str(), &what) == 0);
    CHECK((what.st_mode & 07777U) == 0600);
}

TEST_CASE("a file of known daemons that is not understood is never overwritten unread", "[doors]") {
    const Folder folder;
    const auto file = folder.file("daemons");
    std::ofstream{file} << one_known().text() << "rubbish\n";
    const auto read = read_known(file);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().sentence == file +
                                       ": line 4 is not understood. Mend it, or move it away and "
                                       "pair this console anew");
    CHECK_FALSE(read_known(folder.file("")).has_value());
    CHECK_FALSE(write_known(folder.file("daemons/below"), {}).has_value());
}

}  // namespace qm::gui

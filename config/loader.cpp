// SPDX-License-Identifier: Apache-2.0
#include "config/loader.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "config/check.hpp"
#include "config/loader_reader.hpp"

namespace qm::config {

namespace {

constexpr std::uintmax_t kFileBytes = 1024 * 1024;

/// Reads a whole text by its list of keys; nothing is checked yet that concerns two of them.
template <class T>
Walk read_into(std::string_view text, T& out) {
    Walk walk;
    const auto parsed = toml::parse(text);
    if (!parsed) {
        const auto& wrong = parsed.error();
        walk.error = Error{"bad_toml",
                           fmt::format("this is not TOML: {} (a line is: key = value, with texts "
                                       "in quotes)",
                                       wrong.description()),
                           "", static_cast<int>(wrong.source().begin.line)};
        return walk;
    }
    Reader reader{parsed.table(), "", walk};
    keys(reader, out);
    reader.refuse_unknown();
    return walk;
}

/// The error, if any, with the line of the key it names.
std::optional<Error> placed(std::optional<Error> error, const Walk& walk) {
    if (error && error->line == 0) error->line = walk.line_of(error->field);
    return error;
}

Result<std::string> read_file(const std::filesystem::path& path) {
    std::error_code failed;
    const auto size = std::filesystem::file_size(path, failed);
    if (failed) {
        return Error{"unreadable",
                     fmt::format("cannot be read ({}): is the path right?", failed.message())};
    }
    if (size > kFileBytes) {
        return Error{"too_long",
                     fmt::format("is {} bytes; settings have at most {}", size, kFileBytes)};
    }
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!file.good() && !file.eof()) {
        return Error{"unreadable", "cannot be opened: may this program read it?"};
    }
    return text;
}

/// The error as a sentence that stands on its own.
Error told_of(const std::filesystem::path& file, Error error) {
    error.sentence = describe(file.string(), error);
    return error;
}

}  // namespace

Result<Settings> parse(std::string_view text) {
    Settings settings;
    const auto walk = read_into(text, settings);
    if (walk.error) return *walk.error;
    if (auto wrong = placed(check(settings), walk)) return *wrong;
    return settings;
}

Result<TrackShape> parse_track(std::string_view text) {
    TrackShape track;
    const auto walk = read_into(text, track);
    if (walk.error) return *walk.error;
    if (auto wrong = placed(check_track(track), walk)) return *wrong;
    return track;
}

Result<Settings> load(const std::string& path) {
    const std::filesystem::path file{path};
    const auto text = read_file(file);
    if (!text) return told_of(file, text.error());
    Settings settings;
    const auto walk = read_into(*text, settings);
    if (walk.error) return told_of(file, *walk.error);

    const bool is_track_set = walk.lines.contains("daemon.track");
    for (auto* one :
         {&settings.daemon.track, &settings.daemon.replay_log, &settings.archive.path}) {
        if (!one->empty()) *one = (file.parent_path() / *one).lexically_normal().string();
    }
    if (is_track_set || std::filesystem::exists(settings.daemon.track)) {
        const std::filesystem::path track_file{settings.daemon.track};
        const auto track_text = read_file(track_file);
        if (!track_text) return told_of(track_file, track_text.error());
        const auto track = parse_track(*track_text);
        if (!track) return told_of(track_file, track.error());
        settings.track = *track;
    }
    if (auto wrong = placed(check(settings), walk)) return told_of(file, *wrong);
    return settings;
}

}  // namespace qm::config

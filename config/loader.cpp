// SPDX-License-Identifier: Apache-2.0
#include "config/loader.hpp"

#include <filesystem>

#include "config/check.hpp"
#include "config/loader_file.hpp"
#include "config/loader_reader.hpp"

namespace qm::config {

Result<Settings> parse(std::string_view text) {
    Settings settings;
    const auto walk = read_into(text, settings);
    if (walk.error) return *walk.error;
    if (auto wrong = walk.placed(check(settings))) return *wrong;
    return settings;
}

Result<TrackShape> parse_track(std::string_view text) {
    TrackShape track;
    const auto walk = read_into(text, track);
    if (walk.error) return *walk.error;
    if (auto wrong = walk.placed(check_track(track))) return *wrong;
    return track;
}

Result<TrackShape> load_track(const std::string& path) {
    const auto text = read_file(path);
    if (!text) return told_of(path, text.error());
    auto track = parse_track(*text);
    if (!track) return told_of(path, track.error());
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
         {&settings.daemon.track, &settings.daemon.replay_log, &settings.archive.path,
          &settings.simulation.scenario, &settings.mqtt.password_file, &settings.mqtt.ca_file}) {
        if (!one->empty()) *one = (file.parent_path() / *one).lexically_normal().string();
    }
    if (is_track_set || std::filesystem::exists(settings.daemon.track)) {
        const auto track = load_track(settings.daemon.track);
        if (!track) return track.error();
        settings.track = *track;
    }
    if (auto wrong = walk.placed(check(settings))) return told_of(file, *wrong);
    return settings;
}

}  // namespace qm::config

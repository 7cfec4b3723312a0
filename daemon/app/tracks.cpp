// SPDX-License-Identifier: Apache-2.0
#include "daemon/app/tracks.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "config/loader_file.hpp"
#include "daemon/app/file_out.hpp"
#include "protocol/plain_text.hpp"

namespace qm::app {

Tracks::Tracks(config::Settings settings) : own_(std::move(settings)), now_(own_) {}

Tracks Tracks::of(config::Settings settings) {
    Tracks made{std::move(settings)};
    made.name_ = made.own_name_ = config::own_track(made.own_);
    made.others_ = config::other_tracks(made.own_);
    auto chosen = config::read_file(made.choice_file());
    if (!chosen) return made;  // nobody ever chose
    const TrackId name{chosen->substr(0, chosen->find('\n'))};
    auto there = made.settings_on(name);
    if (there) {
        made.now_ = std::move(*there);
        made.name_ = name;
        return made;
    }
    made.trouble_ = fmt::format(
        "The track that was chosen cannot be had: {} Distances are those of {}: choose a track "
        "anew.",
        ended(there.error().sentence), made.own_name_.text());
    return made;
}

std::vector<TrackId> Tracks::names() const {
    std::vector<TrackId> names;
    if (!own_name_.empty()) names.push_back(own_name_);
    for (const auto& other : others_) names.push_back(other.name);
    return names;
}

Result<config::Settings> Tracks::settings_on(const TrackId& name) const {
    if (name == own_name_) return own_;
    const auto found = std::find_if(others_.begin(), others_.end(),
                                    [&](const config::TrackFile& one) { return one.name == name; });
    if (found == others_.end())
        return Error{"unknown_track",
                     "there is no track of that name: each is a file NAME.toml in the folder "
                     "tracks beside the settings"};
    auto there = config::on_track(own_, *found);
    if (!there) return Error{"bad_track", there.error().sentence};
    return there;
}

Result<void> Tracks::choose(const TrackId& name) {
    auto there = settings_on(name);
    if (!there) return there.error();
    if (auto kept = write_file(choice_file(), name.text() + "\n"); !kept) {
        return Error{"unwritten", kept.error().sentence};
    }
    now_ = std::move(*there);
    name_ = name;
    trouble_.clear();
    return {};
}

std::string Tracks::choice_file() const {
    return std::filesystem::path{own_.archive.path}.replace_extension(".track").string();
}

}  // namespace qm::app

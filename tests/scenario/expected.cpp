// SPDX-License-Identifier: Apache-2.0
#include "tests/scenario/expected.hpp"

#include <algorithm>
#include <chrono>
#include <stdexcept>

#include <fmt/format.h>
#include <boost/json.hpp>

namespace qm::scenario {

namespace json = boost::json;
using namespace std::chrono_literals;

namespace {

constexpr auto kHole = "estimated|missed";
constexpr auto kMergedKinds = "measured|estimated|missed";
constexpr Elapsed kTorso = 60ms;
constexpr Elapsed kEstimate = 1500ms;  ///< three SDs of one gate's arrival, without that gate

ExpectedSplit split_from(const hardware::TruePoint& truth, Instant start, int point) {
    ExpectedSplit split{point, truth.gate.text(), "measured"};
    split.time = elapsed_between(start, truth.torso);
    switch (truth.sight) {
        case hardware::Sight::Seen:
            break;
        case hardware::Sight::Merged:
            split.kinds = kMergedKinds;
            split.within = kTorso;
            break;
        case hardware::Sight::Missed:
        case hardware::Sight::Lost:
            split.kinds = kHole;
            split.within = kEstimate;
            break;
    }
    return split;
}

json::object object_of(const ExpectedSplit& split) {
    json::object object;
    object["point"] = split.point;
    object["gate"] = split.gate;
    object["kind"] = split.kinds;
    if (split.time) object["time_us"] = split.time->count();
    if (split.within > 0us) object["within_us"] = split.within.count();
    if (split.at_least) object["certainty_at_least"] = *split.at_least;
    if (split.at_most) object["certainty_at_most"] = *split.at_most;
    if (split.excluded) object["excluded"] = true;
    return object;
}

ExpectedSplit split_of(const json::object& object) {
    ExpectedSplit split{static_cast<int>(object.at("point").as_int64()),
                        object.at("gate").as_string().c_str(),
                        object.at("kind").as_string().c_str()};
    if (const auto* time = object.if_contains("time_us")) split.time = Elapsed{time->as_int64()};
    if (const auto* near = object.if_contains("within_us"))
        split.within = Elapsed{near->as_int64()};
    if (const auto* low = object.if_contains("certainty_at_least")) {
        split.at_least = low->to_number<double>();
    }
    if (const auto* high = object.if_contains("certainty_at_most")) {
        split.at_most = high->to_number<double>();
    }
    split.excluded = object.contains("excluded");
    return split;
}

/// Whether `word` is one of "a|b|c".
bool is_one_of(const std::string& words, std::string_view word) {
    return ("|" + words + "|").find(fmt::format("|{}|", word)) != std::string::npos;
}

std::string_view kind_name(const Split* split) {
    if (split == nullptr) return "none";
    switch (split->kind) {
        case SplitKind::Measured:
            return "measured";
        case SplitKind::Hand:
            return "hand";
        case SplitKind::Estimated:
            return "estimated";
        case SplitKind::Edited:
            return "edited";
        case SplitKind::Missed:
            return "missed";
    }
    return "?";
}

std::string_view status_name(EntryStatus status) {
    switch (status) {
        case EntryStatus::Running:
            return "running";
        case EntryStatus::Finished:
            return "finished";
        case EntryStatus::Dnf:
            return "dnf";
        case EntryStatus::Dns:
            return "dns";
        case EntryStatus::Dq:
            return "dq";
    }
    return "?";
}

class Faults {
public:
    void split(const std::string& athlete, const ExpectedSplit& expected, const Split* found) {
        where_ = fmt::format("{} at {} (point {})", athlete, expected.gate, expected.point);
        const auto kind = kind_name(found);
        // A split that tells nothing is as good as none.
        const bool is_fine = is_one_of(expected.kinds, kind) ||
                             (kind == "missed" && is_one_of(expected.kinds, "none"));
        if (!is_fine) add(fmt::format("is {}, not {}{}", kind, expected.kinds, told(found)));
        if (found == nullptr || !is_fine) return;
        time(expected, *found);
        const double certainty = found->certainty;
        if (expected.at_least && certainty < *expected.at_least) {
            add(fmt::format("is {:.4f} sure, at least {} expected", certainty, *expected.at_least));
        }
        if (expected.at_most && certainty > *expected.at_most) {
            add(fmt::format("is {:.4f} sure, at most {} expected", certainty, *expected.at_most));
        }
        if (found->excluded != expected.excluded) {
            add(expected.excluded ? "counts and should not" : "does not count and should");
        }
    }
    void add(const std::string& sentence) { found_.push_back(where_ + " " + sentence); }
    void at(std::string where) { where_ = std::move(where); }
    [[nodiscard]] std::vector<std::string> take() { return std::move(found_); }

private:
    static std::string told(const Split* split) {
        return split != nullptr && split->time ? fmt::format(" ({} us)", split->time->count()) : "";
    }
    void time(const ExpectedSplit& expected, const Split& found) {
        if (!expected.time || !found.time) return;
        const auto off = *found.time - *expected.time;
        if (std::chrono::abs(off) <= expected.within) return;
        add(fmt::format("is {} us off: {} instead of {}", off.count(), found.time->count(),
                        expected.time->count()));
    }

    std::string where_;
    std::vector<std::string> found_;
};

}  // namespace

ExpectedEntry& Expected::of(const std::string& athlete) {
    for (auto& entry : entries) {
        if (entry.athlete == athlete) return entry;
    }
    throw std::out_of_range("nobody is called " + athlete);
}

ExpectedSplit& Expected::at(const std::string& athlete, int point) {
    return of(athlete).splits.at(static_cast<std::size_t>(point));
}

Expected expected_from(const hardware::Staged& staged, std::string why) {
    Expected expected{std::move(why)};
    for (const auto& truth : staged.truth) {
        ExpectedEntry entry{truth.athlete.text(), ""};
        for (const auto& point : truth.points) {
            const auto index = static_cast<int>(entry.splits.size());
            entry.splits.push_back(split_from(point, truth.start, index));
        }
        const bool is_in = !truth.points.empty() && truth.points.back().gate.text() == "finish" &&
                           truth.points.back().sight == hardware::Sight::Seen;
        if (is_in) entry.status = "finished";
        if (truth.points.empty()) entry.status = "dns";
        expected.entries.push_back(std::move(entry));
    }
    return expected;
}

std::string write(const Expected& expected) {
    std::string text = fmt::format("{{\"why\":{}", json::serialize(json::string(expected.why)));
    if (expected.unassigned) text += fmt::format(",\n \"unassigned\":{}", *expected.unassigned);
    if (expected.unassigned_at_least > 0) {
        text += fmt::format(",\n \"unassigned_at_least\":{}", expected.unassigned_at_least);
    }
    if (expected.warnings_at_least > 0) {
        text += fmt::format(",\n \"warnings_at_least\":{}", expected.warnings_at_least);
    }
    text += ",\n \"entries\":[";
    for (const auto& entry : expected.entries) {
        text += fmt::format("{}\n  {{\"athlete\":{}", &entry == expected.entries.data() ? "" : ",",
                            json::serialize(json::string(entry.athlete)));
        if (!entry.status.empty()) text += fmt::format(",\"status\":\"{}\"", entry.status);
        text += ",\"splits\":[";
        for (const auto& split : entry.splits) {
            text += fmt::format("{}\n   {}", &split == entry.splits.data() ? "" : ",",
                                json::serialize(object_of(split)));
        }
        text += "]}";
    }
    return text + "]}\n";
}

Expected read(const std::string& text) {
    const auto root = json::parse(text).as_object();
    Expected expected{root.at("why").as_string().c_str()};
    const auto whole = [&root](const char* key) {
        const auto* found = root.if_contains(key);
        return found != nullptr ? static_cast<int>(found->as_int64()) : 0;
    };
    if (root.contains("unassigned")) expected.unassigned = whole("unassigned");
    expected.unassigned_at_least = whole("unassigned_at_least");
    expected.warnings_at_least = whole("warnings_at_least");
    for (const auto& one : root.at("entries").as_array()) {
        const auto& object = one.as_object();
        ExpectedEntry entry{object.at("athlete").as_string().c_str(), ""};
        if (const auto* status = object.if_contains("status")) {
            entry.status = status->as_string().c_str();
        }
        for (const auto& split : object.at("splits").as_array()) {
            entry.splits.push_back(split_of(split.as_object()));
        }
        expected.entries.push_back(std::move(entry));
    }
    return expected;
}

std::vector<std::string> faults(const RunState& run, const Expected& expected) {
    Faults found;
    for (const auto& wanted : expected.entries) {
        found.at(wanted.athlete);
        const auto entry = std::find_if(
            run.entries.begin(), run.entries.end(),
            [&](const EntryState& one) { return one.plan.athlete.text() == wanted.athlete; });
        if (entry == run.entries.end()) {
            found.add("is not in the run");
            continue;
        }
        const auto status = status_name(entry->standing.status);
        if (!wanted.status.empty() && !is_one_of(wanted.status, status)) {
            found.add(fmt::format("is {}, not {}", status, wanted.status));
        }
        for (const auto& split : wanted.splits) {
            const auto at =
                std::find_if(entry->splits.begin(), entry->splits.end(),
                             [&](const Split& one) { return one.point == split.point; });
            found.split(wanted.athlete, split, at == entry->splits.end() ? nullptr : &*at);
        }
    }
    found.at("the run");
    const auto nobodys = static_cast<int>(run.unassigned.size());
    if (expected.unassigned && nobodys != *expected.unassigned) {
        found.add(fmt::format("has {} passages of nobody, not {}", nobodys, *expected.unassigned));
    }
    if (nobodys < expected.unassigned_at_least) {
        found.add(fmt::format("has {} passages of nobody, at least {} expected", nobodys,
                              expected.unassigned_at_least));
    }
    if (static_cast<int>(run.warnings.size()) < expected.warnings_at_least) {
        found.add(fmt::format("has {} warnings, at least {} expected", run.warnings.size(),
                              expected.warnings_at_least));
    }
    return found.take();
}

}  // namespace qm::scenario

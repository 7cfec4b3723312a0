// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include <fmt/format.h>

#include "protocol/codec.hpp"
#include "protocol/codec_words.hpp"
#include "protocol/fields.hpp"
#include "protocol/names.hpp"

namespace qm::codec {

namespace {

template <class T>
std::string type_word();

/// The visitor that writes down what a message consists of.
class Describer {
public:
    explicit Describer(std::vector<FieldRow>& rows) : rows_(rows) {}

    void stamp(Instant&) { add("t_ns", "ns", true); }
    template <class T>
    void field(std::string_view name, T&) {
        add(name, type_word<T>(), true);
    }
    template <class T>
    void maybe(std::string_view name, T&) {
        add(name, type_word<T>(), false);
    }
    template <class T>
    void maybe(std::string_view name, std::optional<T>&) {
        add(name, type_word<T>(), false);
    }
    template <class T>
    void always(std::string_view name, T& value) {
        maybe(name, value);
    }
    template <class T>
    void maybe_seconds(std::string_view name, T&) {
        add(name, "seconds", false);
    }
    void span(std::string_view name, Elapsed&) {
        add(name, fmt::format("us, 1 to {}", kMaxSpanUs), true);
    }
    void text(std::string_view name, std::string&, std::size_t limit) {
        add(name, fmt::format("text, at most {} bytes", limit), true);
    }
    void maybe_text(std::string_view name, std::string&, std::size_t limit) {
        add(name, fmt::format("text, at most {} bytes", limit), false);
    }
    void maybe_file(std::string_view name, std::string&, std::size_t limit) {
        add(name, fmt::format("text of many lines, at most {} bytes", limit), false);
    }
    template <class T>
    void list(std::string_view name, std::vector<T>&, std::size_t limit) {
        add(name, fmt::format("list of {}, at most {}", type_word<T>(), limit), true);
    }
    template <class T>
    void maybe_list(std::string_view name, std::vector<T>&, std::size_t limit) {
        add(name, fmt::format("list of {}, at most {}", type_word<T>(), limit), false);
    }
    void extra(Extra&) {}

private:
    void add(std::string_view name, std::string type, bool required) {
        rows_.push_back({std::string(name), std::move(type), required});
    }
    std::vector<FieldRow>& rows_;
};

template <class T>
constexpr bool kIsId = false;
template <class Tag>
constexpr bool kIsId<Id<Tag>> = true;

/// A part that has a table of its own; its name there.
template <class T>
constexpr const char* kPart = nullptr;
template <>
constexpr const char* kPart<TrackShape> = "track";
template <>
constexpr const char* kPart<GatePlace> = "gate place";
template <>
constexpr const char* kPart<GateState> = "gate state";
template <>
constexpr const char* kPart<EntryPlan> = "entry";
template <>
constexpr const char* kPart<EntryState> = "entry state";
template <>
constexpr const char* kPart<RunState> = "run state";
template <>
constexpr const char* kPart<CoursePoint> = "course point";
template <>
constexpr const char* kPart<Split> = "split";
template <>
constexpr const char* kPart<UncertaintyPart> = "uncertainty part";
template <>
constexpr const char* kPart<Need> = "need";
template <>
constexpr const char* kPart<Equivalent> = "equivalent";
template <>
constexpr const char* kPart<ActRecord> = "act record";
template <>
constexpr const char* kPart<Unassigned> = "unassigned passage";
template <>
constexpr const char* kPart<Warning> = "warning";
template <>
constexpr const char* kPart<Pulse> = "pulse";
template <>
constexpr const char* kPart<wire::Device> = "device";
template <>
constexpr const char* kPart<Edge> = "edge";
template <>
constexpr const char* kPart<EdgesLost> = "edges lost";
template <>
constexpr const char* kPart<PassageClosed> = "passage";
template <>
constexpr const char* kPart<wire::KeptRun> = "kept run";
template <>
constexpr const char* kPart<wire::KeptAthlete> = "kept athlete";
template <>
constexpr const char* kPart<wire::KeptBest> = "kept best";
template <>
constexpr const char* kPart<wire::KeptSeason> = "kept season";

template <class E>
std::string choices() {
    std::string text;
    for (const auto& [value, name] : kNames<E>) {
        text += fmt::format("{}`{}`", text.empty() ? "" : " ", name);
    }
    return text;
}

template <class T>
std::string type_word() {
    if constexpr (kPart<T> != nullptr)
        return kPart<T>;
    else if constexpr (std::is_same_v<T, Instant>)
        return "ns";
    else if constexpr (std::is_same_v<T, Elapsed>)
        return "us";
    else if constexpr (std::is_same_v<T, WallTime>)
        return "us since 1970 UTC";
    else if constexpr (std::is_same_v<T, Distance>)
        return "metres";
    else if constexpr (std::is_same_v<T, Lane>)
        return fmt::format("1 to {}", limits::kLanes);
    else if constexpr (std::is_same_v<T, Beam>)
        return fmt::format("0 to {}", limits::kBeams - 1);
    else if constexpr (std::is_same_v<T, TargetPoint>)
        return "[metres, seconds]";
    else if constexpr (std::is_same_v<T, AthleteId>)
        return fmt::format("name, at most {} bytes", limits::kNameBytes);
    else if constexpr (kIsId<T>)
        return fmt::format("id, at most {} bytes", limits::kIdBytes);
    else if constexpr (std::is_same_v<T, std::string>)
        return "text";
    else if constexpr (std::is_same_v<T, bool>)
        return "true or false";
    else if constexpr (std::is_same_v<T, double>)
        return "0 to 1";
    else if constexpr (Named<T>)
        return choices<T>();
    else
        return "whole number";
}

template <class M>
MessageTable table(std::string name) {
    MessageTable table{std::move(name), {}};
    Describer describer{table.rows};
    M message;
    fields(describer, message);
    return table;
}

template <class M>
MessageTable table(const char* prefix) {
    return table<M>(fmt::format("{}{}", prefix, kWord<M>));
}

/// The commands a person gives: the log line of the same name, with an `id` for its `t_ns`.
template <class M>
MessageTable command() {
    auto made = table<M>("command ");
    made.rows.front() = {"id", type_word<CommandId>(), true};
    return made;
}

MessageTable event_message() {
    return {
        "wire event",
        {{"seq", "whole number", true}, {"event", "the event's name; its fields follow", true}}};
}

std::vector<MessageTable> log_lines() {
    return {table<LogHeader>("log "), table<CreateRun>("log "), table<Arm>("log "),
            table<Disarm>("log "),    table<Start>("log "),     table<End>("log "),
            table<Edge>("log "),      table<EdgesLost>("log "), table<ClockPair>("log "),
            table<Restart>("log "),   table<Assign>("log "),    table<Swap>("log "),
            table<Discard>("log "),   table<Exclude>("log "),   table<Restore>("log "),
            table<Add>("log "),       table<Tap>("log "),       table<SetStatus>("log "),
            table<SetStart>("log "),  table<Recall>("log "),    table<Undo>("log "),
            table<Redo>("log ")};
}

std::vector<MessageTable> wire_messages() {
    return {table<wire::Hello>("wire "),
            table<wire::Snapshot>("wire "),
            event_message(),
            table<wire::RecordedThrough>("wire "),
            table<wire::Ping>("wire "),
            table<wire::Pong>("wire "),
            table<wire::ResultMessage>("wire "),
            table<wire::ErrorMessage>("wire "),
            table<wire::KeptMessage>("wire "),
            table<wire::Resume>("wire ")};
}

std::vector<MessageTable> commands() {
    return {command<CreateRun>(),
            command<Arm>(),
            command<Disarm>(),
            command<Start>(),
            command<End>(),
            command<Assign>(),
            command<Swap>(),
            command<Discard>(),
            command<Exclude>(),
            command<Restore>(),
            command<Add>(),
            command<Tap>(),
            command<SetStatus>(),
            command<SetStart>(),
            command<Recall>(),
            command<Undo>(),
            command<Redo>(),
            table<wire::Backup>("command "),
            table<wire::ChooseTrack>("command "),
            table<wire::Pair>("command "),
            table<wire::Login>("command "),
            table<wire::Invite>("command "),
            table<wire::ListDevices>("command "),
            table<wire::Revoke>("command "),
            table<wire::Ask>("command ")};
}

std::vector<MessageTable> event_tables() {
    return {table<Edge>("event "),
            table<EdgesLost>("event "),
            table<Restart>("event "),
            table<RunCreated>("event "),
            table<PhaseChanged>("event "),
            table<StandingChanged>("event "),
            table<SplitGiven>("event "),
            table<SplitWithdrawn>("event "),
            table<UnassignedPassage>("event "),
            table<UnassignedWithdrawn>("event "),
            table<PassageClosed>("event "),
            table<ActRecorded>("event "),
            table<Warning>("event ")};
}

std::vector<MessageTable> parts() {
    return {table<TrackShape>(std::string("part track")),
            table<GatePlace>(std::string("part gate place")),
            table<GateState>(std::string("part gate state")),
            table<EntryPlan>(std::string("part entry")),
            table<EntryState>(std::string("part entry state")),
            table<RunState>(std::string("part run state")),
            table<CoursePoint>(std::string("part course point")),
            table<Split>(std::string("part split")),
            table<UncertaintyPart>(std::string("part uncertainty part")),
            table<Need>(std::string("part need")),
            table<Equivalent>(std::string("part equivalent")),
            table<ActRecord>(std::string("part act record")),
            table<Unassigned>(std::string("part unassigned passage")),
            table<Warning>(std::string("part warning")),
            table<Pulse>(std::string("part pulse")),
            table<wire::Device>(std::string("part device")),
            table<wire::KeptRun>(std::string("part kept run")),
            table<wire::KeptAthlete>(std::string("part kept athlete")),
            table<wire::KeptBest>(std::string("part kept best")),
            table<wire::KeptSeason>(std::string("part kept season")),
            table<Edge>(std::string("part edge")),
            table<EdgesLost>(std::string("part edges lost")),
            table<PassageClosed>(std::string("part passage"))};
}

}  // namespace

std::vector<MessageTable> describe_messages() {
    std::vector<MessageTable> all;
    for (auto&& some : {log_lines(), wire_messages(), commands(), event_tables(), parts()}) {
        all.insert(all.end(), some.begin(), some.end());
    }
    return all;
}

}  // namespace qm::codec

// SPDX-License-Identifier: Apache-2.0
#include "protocol/codec.hpp"

#include <array>
#include <tuple>
#include <utility>

#include <boost/json.hpp>

#include "protocol/codec_print.hpp"
#include "protocol/codec_reader.hpp"
#include "protocol/codec_words.hpp"
#include "protocol/codec_writer.hpp"

namespace qm::codec {

namespace {

/// Most messages fit.
constexpr std::size_t kUsualBytes = 512;

/// Nothing of ours nests deeper than this.
constexpr std::size_t kDepth = 12;

template <class M>
std::string named(std::string_view key, const M& message) {
    std::string out;
    out.reserve(kUsualBytes);
    Writer writer{out};
    writer.field(key, kWord<M>);
    fields(writer, message);
    writer.end();
    return out;
}

std::string text_of(const wire::EventMessage& message) {
    return write_event(message.seq, message.event);
}

std::string text_of(const wire::Command& message) {
    std::string out;
    std::visit(
        [&]<class I>(const I& act) {
            Writer writer{out, Writer::Stamp::Without};
            writer.field("type", kWord<I>);
            writer.field("id", message.id);
            fields(writer, act);
            writer.end();
        },
        message.act);
    return out;
}

template <class M>
std::string text_of(const M& message) {
    return named("type", message);
}

Result<json::object> parse_object(std::string_view line) {
    if (line.find_first_not_of(" \t") == std::string_view::npos) {
        return Error{"bad_json", "the line is empty"};
    }
    json::parse_options options;
    options.max_depth = kDepth;
    boost::system::error_code failed;
    auto value = json::parse(line, failed, {}, options);
    if (failed) return Error{"bad_json", "this is not one JSON object: " + failed.message()};
    if (!value.is_object()) return Error{"bad_json", "a line must be one JSON object { ... }"};
    return std::move(value.get_object());
}

Result<std::string> word_of(const json::object& object, std::string_view key) {
    const auto* value = object.if_contains(key);
    if (value == nullptr) return Error{"bad_field", "is missing", std::string(key)};
    if (!value->is_string())
        return Error{"bad_field", "must be a text in quotes", std::string(key)};
    return std::string(value->get_string());
}

template <class M, bool stamped = true>
Result<M> read_as(const json::object& object, std::initializer_list<std::string_view> known) {
    std::optional<Error> error;
    Reader reader{object, error};
    if constexpr (!stamped) reader.expect_no_stamp();
    for (const auto name : known) reader.known(name);
    M message;
    fields(reader, message);
    if (error) return *error;
    return message;
}

Error unknown_type(std::string_view key, const std::string& type) {
    return Error{"unknown_type", fmt::format("this version does not know \"{}\"", type),
                 std::string(key)};
}

/// Reads whichever of the types Ms the word names, and makes an Out of it.
template <class Out, bool stamped, class... Ms>
Result<Out> read_one_of(std::string_view key, const std::string& type, const json::object& object,
                        std::initializer_list<std::string_view> known) {
    Result<Out> result = unknown_type(key, type);
    const auto attempt = [&]<class M>(std::in_place_type_t<M>) {
        if (type != kWord<M>) return false;
        auto read = read_as<M, stamped>(object, known);
        result = read ? Result<Out>{Out{std::move(*read)}} : Result<Out>{read.error()};
        return true;
    };
    static_cast<void>((attempt(std::in_place_type<Ms>) || ...));
    return result;
}

template <class Variant>
struct Alternatives;
template <class... Ts>
struct Alternatives<std::variant<Ts...>> {
    template <bool stamped, class Out = std::variant<Ts...>>
    static Result<Out> read(std::string_view key, const std::string& type,
                            const json::object& object,
                            std::initializer_list<std::string_view> known) {
        return read_one_of<Out, stamped, Ts...>(key, type, object, known);
    }
};

Result<wire::FromDaemon> read_event(const json::object& object) {
    const auto name = word_of(object, "event");
    if (!name) return name.error();
    std::optional<Error> error;
    Seq seq{};
    Reader{object, error}.field("seq", seq);
    if (error) return *error;
    auto event = Alternatives<Event>::read<true>("event", *name, object, {"type", "seq", "event"});
    if (!event) return event.error();
    return wire::FromDaemon{wire::EventMessage{seq, std::move(*event)}};
}

Result<wire::FromListener> read_command(const std::string& type, const json::object& object) {
    auto act = Alternatives<wire::Acts>::read<false, Input>("type", type, object, {"type", "id"});
    if (!act) return act.error();
    std::optional<Error> error;
    CommandId id;
    Reader{object, error}.field("id", id);
    if (error) return *error;
    return wire::FromListener{wire::Command{std::move(id), std::move(*act)}};
}

}  // namespace

std::string write(const LogHeader& header) { return named("type", header); }

std::string write(const Input& input) {
    return std::visit([](const auto& one) { return named("type", one); }, input);
}

std::string_view type_of(const Input& input) {
    return std::visit([]<class I>(const I&) -> std::string_view { return kWord<I>; }, input);
}

Result<LogHeader> read_header(std::string_view line) {
    const auto object = parse_object(line);
    if (!object) return object.error();
    const auto type = word_of(*object, "type");
    if (!type) return type.error();
    if (*type != kWord<LogHeader>) {
        return Error{"bad_field", "the first line of a session log must be of type \"log\"",
                     "type"};
    }
    return read_as<LogHeader>(*object, {"type"});
}

Result<Input> read_input(std::string_view line) {
    const auto object = parse_object(line);
    if (!object) return object.error();
    const auto type = word_of(*object, "type");
    if (!type) return type.error();
    return Alternatives<Input>::read<true>("type", *type, *object, {"type"});
}

std::string write(const wire::FromDaemon& message) {
    return std::visit([](const auto& one) { return text_of(one); }, message);
}

std::string write(const wire::FromListener& message) {
    return std::visit([](const auto& one) { return text_of(one); }, message);
}

std::string write_event(Seq seq, const Event& event) {
    std::string out;
    out.reserve(kUsualBytes);
    std::visit(
        [&]<class E>(const E& one) {
            Writer writer{out};
            writer.field("type", std::string_view{"event"});
            writer.field("seq", seq);
            writer.field("event", kWord<E>);
            fields(writer, one);
            writer.end();
        },
        event);
    return out;
}

Result<wire::FromDaemon> read_from_daemon(std::string_view line) {
    const auto object = parse_object(line);
    if (!object) return object.error();
    const auto type = word_of(*object, "type");
    if (!type) return type.error();
    if (*type == "event") return read_event(*object);
    return read_one_of<wire::FromDaemon, true, wire::Hello, wire::Snapshot, wire::RecordedThrough,
                       wire::Ping, wire::Pong, wire::ResultMessage, wire::ErrorMessage,
                       wire::KeptMessage>("type", *type, *object, {"type"});
}

Result<wire::FromListener> read_from_listener(std::string_view line) {
    const auto object = parse_object(line);
    if (!object) return object.error();
    const auto type = word_of(*object, "type");
    if (!type) return type.error();
    auto message =
        read_one_of<wire::FromListener, true, wire::Resume, wire::Ping, wire::Pong, wire::Backup,
                    wire::ChooseTrack, wire::Pair, wire::Login, wire::Invite, wire::ListDevices,
                    wire::Revoke, wire::Ask>("type", *type, *object, {"type"});
    if (message || message.error().code != "unknown_type") return message;
    return read_command(*type, *object);
}

CommandId id_of(std::string_view line) {
    const auto object = parse_object(line);
    if (!object) return {};
    std::optional<Error> error;
    CommandId id;
    Reader{*object, error}.maybe("id", id);
    return error ? CommandId{} : id;
}

std::string write_results(const SessionState& state) {
    std::string out;
    Writer writer{out};
    writer.list("runs", state.runs, limits::kRunsInSession);
    writer.list("warnings", state.warnings, limits::kWarnings);
    writer.end();
    return out;
}

std::string quoted(std::string_view text) { return json::serialize(json::string_view(text)); }

}  // namespace qm::codec

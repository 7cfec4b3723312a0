// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

#include "protocol/codec_print.hpp"
#include "protocol/fields.hpp"
#include "protocol/names.hpp"

namespace qm::codec {

namespace json = boost::json;

/// The visitor that writes values as JSON: an object at the end of a text, until end(). It makes no tree of values
/// first, since most of what an event costs the daemon is its text. Private to the codec.
class Writer {
public:
    enum class Stamp : std::uint8_t {
        With,
        Without  ///< leaves `t_ns` out: a command has none, the daemon stamps it
    };

    explicit Writer(std::string& out, Stamp stamp = Stamp::With)
        : out_(out), begin_(out.size()), stamp_(stamp) {}

    void end() { out_ += out_.size() == begin_ ? "{}" : "}"; }

    void stamp(const Instant& at) {
        if (stamp_ == Stamp::With) field("t_ns", at);
    }
    template <class T>
    void field(std::string_view name, const T& value) {
        begin_field(name);
        put(value);
    }
    template <class T>
    void maybe(std::string_view name, const T& value) {
        if (value != T{}) field(name, value);
    }
    template <class T>
    void maybe(std::string_view name, const std::optional<T>& value) {
        if (value) field(name, *value);
    }
    template <class T>
    void always(std::string_view name, const T& value) {
        field(name, value);
    }
    void maybe_seconds(std::string_view name, const Elapsed& value) {
        if (value == Elapsed{}) return;
        begin_field(name);
        put_seconds(value);
    }
    void maybe_seconds(std::string_view name, const std::optional<Elapsed>& value) {
        if (!value) return;
        begin_field(name);
        put_seconds(*value);
    }
    void span(std::string_view name, const Elapsed& value) { field(name, value); }
    void text(std::string_view name, const std::string& value, std::size_t) { field(name, value); }
    void maybe_text(std::string_view name, const std::string& value, std::size_t) {
        if (!value.empty()) field(name, value);
    }
    void maybe_file(std::string_view name, const std::string& value, std::size_t limit) {
        maybe_text(name, value, limit);
    }
    template <class T>
    void list(std::string_view name, const std::vector<T>& values, std::size_t) {
        begin_field(name);
        out_ += '[';
        for (const auto& value : values) {
            if (&value != &values.front()) out_ += ',';
            put(value);
        }
        out_ += ']';
    }
    template <class T>
    void maybe_list(std::string_view name, const std::vector<T>& values, std::size_t limit) {
        if (!values.empty()) list(name, values, limit);
    }
    /// After all other fields. Never in the place of a known one: a log line's unknown `seq` is no event's number.
    void extra(const Extra& text) {
        if (text.empty()) return;
        boost::system::error_code failed;
        const auto parsed = json::parse(text, failed);
        if (failed || !parsed.is_object()) return;
        const auto known = json::parse(out_.substr(begin_) + (out_.size() == begin_ ? "{}" : "}"));
        for (const auto& [key, value] : parsed.get_object()) {
            if (known.get_object().contains(key)) continue;
            begin_field({key.data(), key.size()});
            print_json(out_, value);
        }
    }

private:
    void begin_field(std::string_view name) {
        out_ += out_.size() == begin_ ? '{' : ',';
        print_json(out_, name);
        out_ += ':';
    }
    void put_seconds(Elapsed time) {
        if (time.count() % 1'000'000 == 0) return put(time.count() / 1'000'000);
        put(static_cast<double>(time.count()) / 1e6);
    }

    void put(Instant at) { put(to_ns(at)); }
    void put(Elapsed time) { put(time.count()); }
    void put(Distance distance) {
        if (distance.mm() % 1000 == 0) return put(distance.mm() / 1000);
        put(distance.metres());
    }
    void put(WallTime wall) { put(static_cast<std::int64_t>(wall)); }
    void put(Lane lane) { put(to_number(lane)); }
    void put(Beam beam) { put(to_number(beam)); }
    void put(Seq seq) { put(to_number(seq)); }
    void put(PassageId id) { put(to_number(id)); }
    void put(const std::string& text) { print_json(out_, std::string_view{text}); }
    void put(std::string_view text) { print_json(out_, text); }
    void put(const TargetPoint& point) {
        out_ += '[';
        put(point.at);
        out_ += ',';
        put_seconds(point.time);
        out_ += ']';
    }
    template <class Tag>
    void put(const Id<Tag>& id) {
        put(id.text());
    }
    template <Named E>
    void put(E value) {
        put(std::string_view{name_of(value)});
    }
    template <class T>
    requires std::is_arithmetic_v<T>
    void put(T number) {
        if constexpr (std::is_same_v<T, bool> || std::is_floating_point_v<T>) {
            print_json(out_, number);
        } else if constexpr (std::is_signed_v<T>) {
            print_json(out_, std::int64_t{number});
        } else {
            print_json(out_, std::uint64_t{number});
        }
    }
    template <class T>
    requires std::is_class_v<T>
    void put(const T& part) {
        Writer writer{out_};
        fields(writer, part);
        writer.end();
    }

    std::string& out_;
    std::size_t begin_;
    Stamp stamp_;
};

}  // namespace qm::codec

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

#include "protocol/fields.hpp"
#include "protocol/names.hpp"

/// The visitor that turns values into JSON. Private to the codec.
namespace qm::codec {

namespace json = boost::json;

class Writer {
public:
    explicit Writer(json::object& out) : out_(out) {}
    /// Leaves `t_ns` out: a command has none, the daemon stamps it.
    [[nodiscard]] static Writer without_stamp(json::object& out) {
        Writer writer{out};
        writer.stamped_ = false;
        return writer;
    }

    void stamp(const Instant& at) {
        if (stamped_) field("t_ns", at);
    }
    template <class T>
    void field(std::string_view name, const T& value) {
        out_[name] = to_json(value);
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
        if (value != Elapsed{}) out_[name] = seconds_number(value);
    }
    void maybe_seconds(std::string_view name, const std::optional<Elapsed>& value) {
        if (value) out_[name] = seconds_number(*value);
    }
    void span(std::string_view name, const Elapsed& value) { field(name, value); }
    void text(std::string_view name, const std::string& value, std::size_t) { field(name, value); }
    void maybe_text(std::string_view name, const std::string& value, std::size_t) {
        if (!value.empty()) field(name, value);
    }
    template <class T>
    void list(std::string_view name, const std::vector<T>& values, std::size_t) {
        json::array array;
        array.reserve(values.size());
        for (const auto& value : values) array.push_back(to_json(value));
        out_[name] = std::move(array);
    }
    template <class T>
    void maybe_list(std::string_view name, const std::vector<T>& values, std::size_t limit) {
        if (!values.empty()) list(name, values, limit);
    }
    /// Never in the place of a known field: a log line's unknown `seq` is no event's number.
    void extra(const Extra& text) {
        if (text.empty()) return;
        boost::system::error_code failed;
        const auto parsed = json::parse(text, failed);
        if (failed || !parsed.is_object()) return;
        for (const auto& [key, value] : parsed.get_object()) out_.emplace(key, value);
    }

private:
    [[nodiscard]] static json::value metres_number(Distance distance) {
        if (distance.mm() % 1000 == 0) return distance.mm() / 1000;
        return distance.metres();
    }
    [[nodiscard]] static json::value seconds_number(Elapsed time) {
        if (time.count() % 1'000'000 == 0) return time.count() / 1'000'000;
        return static_cast<double>(time.count()) / 1e6;
    }

    [[nodiscard]] static json::value to_json(Instant at) { return to_ns(at); }
    [[nodiscard]] static json::value to_json(Elapsed time) { return time.count(); }
    [[nodiscard]] static json::value to_json(Distance distance) { return metres_number(distance); }
    [[nodiscard]] static json::value to_json(WallTime wall) {
        return static_cast<std::int64_t>(wall);
    }
    [[nodiscard]] static json::value to_json(Lane lane) { return to_number(lane); }
    [[nodiscard]] static json::value to_json(Beam beam) { return to_number(beam); }
    [[nodiscard]] static json::value to_json(Seq seq) { return to_number(seq); }
    [[nodiscard]] static json::value to_json(PassageId id) { return to_number(id); }
    [[nodiscard]] static json::value to_json(const std::string& text) {
        return json::value(json::string_view{text});
    }
    [[nodiscard]] static json::value to_json(const TargetPoint& point) {
        return json::array{metres_number(point.at), seconds_number(point.time)};
    }
    template <class Tag>
    [[nodiscard]] static json::value to_json(const Id<Tag>& id) {
        return to_json(id.text());
    }
    template <Named E>
    [[nodiscard]] static json::value to_json(E value) {
        return json::value(json::string_view{name_of(value).data(), name_of(value).size()});
    }
    template <class T>
    requires std::is_arithmetic_v<T>
    [[nodiscard]] static json::value to_json(T number) { return json::value(number); }
    template <class T>
    requires std::is_class_v<T>
    [[nodiscard]] static json::value to_json(const T& part) {
        json::object object;
        Writer writer{object};
        fields(writer, part);
        return object;
    }

    json::object& out_;
    bool stamped_ = true;
};

}  // namespace qm::codec

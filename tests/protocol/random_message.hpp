// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "protocol/fields.hpp"
#include "protocol/names.hpp"

/// Messages with every field at some allowed value, made by the codec's own lists of fields: a message that
/// is added is tested without anybody remembering to.
namespace qm::test {

class Filler {
public:
    explicit Filler(std::uint64_t seed) : random_(seed) {}

    template <class M>
    M message() {
        M made;
        fill(made);
        return made;
    }
    template <class... Ms>
    std::variant<Ms...> any_of(std::size_t index, std::variant<Ms...>*) {
        std::variant<Ms...> made;
        std::size_t i = 0;
        static_cast<void>(((i++ == index ? (made = message<Ms>(), true) : false) || ...));
        return made;
    }

    // --- the visitor ---
    void stamp(Instant& at) { fill(at); }
    template <class T>
    void field(std::string_view, T& value) {
        fill(value);
    }
    template <class T>
    void maybe(std::string_view, T& value) {
        if (chance()) fill(value);
    }
    template <class T>
    void maybe(std::string_view, std::optional<T>& value) {
        if (chance()) fill(value.emplace());
    }
    template <class T>
    void always(std::string_view, T& value) {
        fill(value);
    }
    void maybe_seconds(std::string_view, Elapsed& value) {
        if (chance()) value = seconds();
    }
    void maybe_seconds(std::string_view, std::optional<Elapsed>& value) {
        if (chance()) value = seconds();
    }
    void span(std::string_view, Elapsed& value) { value = seconds(); }
    void text(std::string_view, std::string& value, std::size_t limit) { value = words(limit); }
    void maybe_text(std::string_view, std::string& value, std::size_t limit) {
        if (chance()) value = words(limit);
    }
    void maybe_file(std::string_view name, std::string& value, std::size_t limit) {
        maybe_text(name, value, limit);
        if (!value.empty()) value += "\r\n\t.";
    }
    template <class T>
    void list(std::string_view, std::vector<T>& values, std::size_t limit) {
        values.resize(below(std::min<std::uint64_t>(limit, 3) + 1));
        for (auto& value : values) fill(value);
    }
    template <class T>
    void maybe_list(std::string_view name, std::vector<T>& values, std::size_t limit) {
        if (chance()) list(name, values, limit);
    }
    void extra(Extra& text) {
        if (chance()) text = fmt::format(R"({{"wind":{{"mps":[{},null,true]}}}})", below(100));
    }

private:
    std::uint64_t below(std::uint64_t end) { return random_() % end; }
    bool chance() { return below(2) == 0; }
    Elapsed seconds() { return Elapsed{1 + static_cast<std::int64_t>(below(86'400'000'000))}; }
    /// Of 1 to `limit` bytes, with quotes, backslashes and letters beyond ASCII.
    std::string words(std::size_t limit) {
        static constexpr std::string_view kSome[] = {"a", "Z", " ",  "\"", "\\",
                                                     "/", "é", "走", "7"};
        std::string text = "x";
        for (auto left = below(30); left > 0 && text.size() + 4 <= limit; --left) {
            text += kSome[below(std::size(kSome))];
        }
        // A blank at the end of a name would not come back.
        if (text.back() == ' ') text.back() = '.';
        return text;
    }

    void fill(Instant& out) { out = instant_from_ns(static_cast<std::int64_t>(random_() >> 2)); }
    void fill(Elapsed& out) {
        out = Elapsed{static_cast<std::int64_t>(random_() >> 2) - (1LL << 61)};
    }
    void fill(WallTime& out) { out = WallTime{static_cast<std::int64_t>(random_() >> 1)}; }
    void fill(Distance& out) {
        out = Distance::from_mm(static_cast<std::int64_t>(below(25'000'001)));
    }
    void fill(Lane& out) { out = Lane{static_cast<std::uint8_t>(1 + below(limits::kLanes))}; }
    void fill(Beam& out) { out = Beam{static_cast<std::uint8_t>(below(limits::kBeams))}; }
    void fill(Seq& out) { out = Seq{random_() >> 1}; }
    void fill(PassageId& out) { out = PassageId{random_() >> 1}; }
    void fill(bool& out) { out = chance(); }
    void fill(std::uint8_t& out) { out = static_cast<std::uint8_t>(below(1U << limits::kBeams)); }
    void fill(int& out) { out = static_cast<int>(below(1'000'001)); }
    void fill(std::uint32_t& out) { out = static_cast<std::uint32_t>(random_()); }
    void fill(std::uint64_t& out) { out = random_() >> 1; }
    void fill(std::int64_t& out) { out = static_cast<std::int64_t>(random_() >> 1); }
    void fill(double& out) { out = static_cast<double>(below(1001)) / 1000.0; }
    void fill(std::string& out) { out = words(limits::kSentenceBytes); }
    template <class Tag>
    void fill(Id<Tag>& out) {
        out = Id<Tag>{words(limits::kIdBytes)};
    }
    void fill(TargetPoint& out) {
        out = {Distance::from_mm(1 + static_cast<std::int64_t>(below(25'000'000))), seconds()};
    }
    void fill(wire::EventMessage& out) {
        fill(out.seq);
        out.event = any_of(below(std::variant_size_v<Event>), static_cast<Event*>(nullptr));
    }
    /// A command has no stamp; the daemon gives it one.
    void fill(wire::Command& out) {
        using wire::Acts;
        fill(out.id);
        auto act = any_of(below(std::variant_size_v<Acts>), static_cast<Acts*>(nullptr));
        std::visit([&out](auto& one) { one.at = {}, out.act = std::move(one); }, act);
    }
    template <Named E>
    void fill(E& out) {
        out = kNames<E>[below(std::size(kNames<E>))].first;
    }
    template <class T>
    requires std::is_class_v<T>
    void fill(T& part) { codec::fields(*this, part); }

    std::mt19937_64 random_;
};

}  // namespace qm::test

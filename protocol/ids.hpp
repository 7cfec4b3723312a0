// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <utility>

namespace qm {

/// A name that identifies one thing of one kind. Ids of different kinds do not mix.
template <class Tag>
class Id {
public:
    Id() = default;
    explicit Id(std::string text) : text_(std::move(text)) {}
    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] bool empty() const { return text_.empty(); }
    friend bool operator==(const Id&, const Id&) = default;
    friend auto operator<=>(const Id& a, const Id& b) { return a.text_.compare(b.text_) <=> 0; }

private:
    std::string text_;
};

using GateId = Id<struct GateTag>;        ///< "g100"
using RunId = Id<struct RunTag>;          ///< "r1"
using AthleteId = Id<struct AthleteTag>;  ///< the athlete's name; one of a name in a run
using SessionId = Id<struct SessionTag>;
using TrackId = Id<struct TrackTag>;  ///< "riverside": a track file's name
using CommandId = Id<struct CommandTag>;

enum class Lane : std::uint8_t {};        ///< 1 is the innermost
enum class Beam : std::uint8_t {};        ///< 0 is a gate's first beam, 1 the second of a dual one
enum class Seq : std::uint64_t {};        ///< number of an event within its session, from 1
enum class PassageId : std::uint64_t {};  ///< number of a passage within its session, from 1

[[nodiscard]] constexpr int to_number(Lane lane) { return static_cast<int>(lane); }
[[nodiscard]] constexpr int to_number(Beam beam) { return static_cast<int>(beam); }
[[nodiscard]] constexpr std::uint64_t to_number(Seq seq) { return static_cast<std::uint64_t>(seq); }
[[nodiscard]] constexpr std::uint64_t to_number(PassageId id) {
    return static_cast<std::uint64_t>(id);
}

}  // namespace qm

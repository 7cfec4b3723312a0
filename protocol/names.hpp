// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

#include "protocol/inputs.hpp"
#include "protocol/state.hpp"
#include "protocol/wire.hpp"

/// The words by which enumerators are written outside: in the log, on the wire, in the archive.
namespace qm {

template <class E>
inline constexpr int kNames = 0;  // only the specialisations below exist

template <>
inline constexpr std::array kNames<StartKind>{std::pair{StartKind::Gun, std::string_view{"gun"}},
                                              std::pair{StartKind::Hand, std::string_view{"hand"}},
                                              std::pair{StartKind::Gate, std::string_view{"gate"}}};
template <>
inline constexpr std::array kNames<Stagger>{std::pair{Stagger::None, std::string_view{"none"}},
                                            std::pair{Stagger::One, std::string_view{"one"}},
                                            std::pair{Stagger::Break, std::string_view{"break"}}};
template <>
inline constexpr std::array kNames<Sex>{std::pair{Sex::Men, std::string_view{"men"}},
                                        std::pair{Sex::Women, std::string_view{"women"}}};
template <>
inline constexpr std::array kNames<PaceModel>{
    std::pair{PaceModel::Shares, std::string_view{"shares"}},
    std::pair{PaceModel::Even, std::string_view{"even"}}};
template <>
inline constexpr std::array kNames<GateRole>{std::pair{GateRole::Beam, std::string_view{"beam"}},
                                             std::pair{GateRole::Gun, std::string_view{"gun"}},
                                             std::pair{GateRole::Block, std::string_view{"block"}}};
template <>
inline constexpr std::array kNames<RunPhase>{
    std::pair{RunPhase::Created, std::string_view{"created"}},
    std::pair{RunPhase::Armed, std::string_view{"armed"}},
    std::pair{RunPhase::Running, std::string_view{"running"}},
    std::pair{RunPhase::Ended, std::string_view{"ended"}}};
template <>
inline constexpr std::array kNames<EntryStatus>{
    std::pair{EntryStatus::Running, std::string_view{"running"}},
    std::pair{EntryStatus::Finished, std::string_view{"finished"}},
    std::pair{EntryStatus::Dnf, std::string_view{"dnf"}},
    std::pair{EntryStatus::Dns, std::string_view{"dns"}},
    std::pair{EntryStatus::Dq, std::string_view{"dq"}}};
template <>
inline constexpr std::array kNames<SplitKind>{
    std::pair{SplitKind::Measured, std::string_view{"measured"}},
    std::pair{SplitKind::Hand, std::string_view{"hand"}},
    std::pair{SplitKind::Estimated, std::string_view{"estimated"}},
    std::pair{SplitKind::Edited, std::string_view{"edited"}},
    std::pair{SplitKind::Missed, std::string_view{"missed"}}};
template <>
inline constexpr std::array kNames<wire::Role>{
    std::pair{wire::Role::Viewer, std::string_view{"viewer"}},
    std::pair{wire::Role::Helper, std::string_view{"helper"}},
    std::pair{wire::Role::Coach, std::string_view{"coach"}},
    std::pair{wire::Role::Owner, std::string_view{"owner"}}};

template <>
inline constexpr std::array kNames<wire::Kept>{
    std::pair{wire::Kept::Runs, std::string_view{"runs"}},
    std::pair{wire::Kept::Run, std::string_view{"run"}},
    std::pair{wire::Kept::Trace, std::string_view{"trace"}},
    std::pair{wire::Kept::Athletes, std::string_view{"athletes"}},
    std::pair{wire::Kept::Bests, std::string_view{"bests"}},
    std::pair{wire::Kept::Finishes, std::string_view{"finishes"}},
    std::pair{wire::Kept::Season, std::string_view{"season"}},
    std::pair{wire::Kept::File, std::string_view{"file"}}};
template <>
inline constexpr std::array kNames<wire::FileKind>{
    std::pair{wire::FileKind::Splits, std::string_view{"splits"}},
    std::pair{wire::FileKind::Athletes, std::string_view{"athletes"}},
    std::pair{wire::FileKind::Json, std::string_view{"json"}},
    std::pair{wire::FileKind::Log, std::string_view{"log"}}};

template <class E>
concept Named = std::is_enum_v<E> && !std::is_same_v<std::remove_cv_t<decltype(kNames<E>)>, int>;

template <Named E>
[[nodiscard]] constexpr std::string_view name_of(E value) {
    for (const auto& [one, name] : kNames<E>) {
        if (one == value) return name;
    }
    return "?";
}

template <Named E>
[[nodiscard]] constexpr std::optional<E> from_name(std::string_view name) {
    for (const auto& [one, known] : kNames<E>) {
        if (known == name) return one;
    }
    return std::nullopt;
}

/// What a person reads: "did not finish"; empty for those who run or have finished.
[[nodiscard]] constexpr std::string_view status_words(EntryStatus status) {
    switch (status) {
        case EntryStatus::Running:
        case EntryStatus::Finished:
            return "";
        case EntryStatus::Dnf:
            return "did not finish";
        case EntryStatus::Dns:
            return "did not start";
        case EntryStatus::Dq:
            return "disqualified";
    }
    return "";
}

}  // namespace qm

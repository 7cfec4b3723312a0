// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <deque>
#include <map>

#include "protocol/events.hpp"
#include "protocol/wire.hpp"

namespace qm::gui {

/// The raw edges of this session and the passages made of them, as far as they came: as they happened, or from the
/// daemon's archive when it was asked. The oldest make room.
class Trace {
public:
    static constexpr std::size_t kEdges = 4096;  ///< of each gate
    static constexpr std::size_t kPassages = 4096;
    using Edges = std::deque<Edge>;  ///< by time

    void forget();
    void take(const Event& event);
    /// What the archive tells is never newer than what came by itself.
    void take(const wire::KeptMessage& answer);

    [[nodiscard]] const Edges& edges(const GateId& gate) const;
    [[nodiscard]] const std::map<PassageId, PassageClosed>& passages() const { return passages_; }
    [[nodiscard]] const PassageClosed* passage(PassageId number) const;

private:
    void add(const Edge& edge);
    void keep_within_limits();

    std::map<GateId, Edges> edges_;
    std::map<PassageId, PassageClosed> passages_;
};

}  // namespace qm::gui

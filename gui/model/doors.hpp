// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gui/model/feed.hpp"
#include "gui/model/found_daemon.hpp"
#include "gui/model/known_daemons.hpp"
#include "gui/model/pair_form.hpp"

namespace qm::gui {

/// One of the daemons the coach can go to.
struct DaemonRow {
    std::string name;
    Address address;
    std::string host;      ///< "infield-pi"
    bool is_here = false;  ///< this console is at it
    bool is_paired = false;
    bool is_found = false;  ///< it announces itself on this network now
};

/// Which daemon this console is at, how it came there, and where else it can go.
class Doors {
public:
    static constexpr int kTyped = 0;  ///< the field; from 1 on the rows

    Doors();
    /// At the start: where to, what is known from before, and how this console is called when it is paired.
    void begin(const Address& first, KnownDaemons known, std::string device);
    void set_found(std::vector<FoundDaemon> found);

    [[nodiscard]] const Door& door() const { return door_; }
    [[nodiscard]] const KnownDaemons& known() const { return known_; }
    /// Goes to a daemon whose address is known already.
    void visit(const Address& address) { travel(known_.door_to(address)); }
    /// The door to go to now; told once.
    [[nodiscard]] std::optional<Door> take_journey();

    // The list.
    [[nodiscard]] std::vector<DaemonRow> rows() const;
    [[nodiscard]] const TypedText& typed() const { return typed_; }
    [[nodiscard]] int chosen() const { return chosen_; }
    void open_list();
    void choose(int row);
    void press_list(Key key);
    /// To what is chosen or typed. Error: why not, a sentence.
    [[nodiscard]] Result<void> go();

    // Pairing.
    [[nodiscard]] const PairForm& form() const { return form_; }
    [[nodiscard]] PairForm& form() { return form_; }
    /// Goes through the TLS door, whoever is there: the coach compares what it shows. Error: why not.
    [[nodiscard]] Result<void> begin_pairing(const Feed& feed);
    /// Back to the door that was left for it.
    void leave_pairing();
    /// What to send. Error: what is still missing.
    [[nodiscard]] Result<wire::Pair> pair(CommandId id, const Feed& feed);
    void on_paired(const wire::ResultMessage& result, const Feed& feed);

private:
    void travel(Door door);

    Door door_;
    KnownDaemons known_;
    std::vector<FoundDaemon> found_;
    std::optional<Door> journey_;
    std::string device_;
    PairForm form_{""};
    TypedText typed_;
    int chosen_ = kTyped;
};

}  // namespace qm::gui

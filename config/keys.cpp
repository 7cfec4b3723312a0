// SPDX-License-Identifier: Apache-2.0
#include "config/keys.hpp"

#include <optional>

#include "config/scenario_keys.hpp"

namespace qm::config {

namespace {

/// The visitor that only writes down the keys' names.
class Lister {
public:
    Lister(std::vector<std::string>& names, std::string prefix)
        : names_(names), prefix_(std::move(prefix)) {}

    template <class T>
    void text(std::string_view key, T&) {
        add(key);
    }
    template <class T>
    void choice(std::string_view key, T&) {
        add(key);
    }
    void flag(std::string_view key, bool&) { add(key); }
    template <class T, class L, class H>
    void whole(std::string_view key, T&, L, H) {
        add(key);
    }
    void milliseconds(std::string_view key, Elapsed&, int, int) { add(key); }
    void seconds(std::string_view key, Elapsed&, double, double) { add(key); }
    void number(std::string_view key, double&, double, double) { add(key); }
    void numbers(std::string_view key, std::vector<double>&, double, double, std::size_t) {
        add(key);
    }
    template <class T, class Read>
    void maybe(std::string_view, std::optional<T>&, Read&& read) {
        T one{};
        read(one);
    }
    void metres(std::string_view key, Distance&, double, double) { add(key); }
    template <class T>
    void wholes(std::string_view key, std::vector<T>&, int, int, int) {
        add(key);
    }
    template <class T>
    void section(std::string_view name, T& part) {
        Lister inner{names_, prefix_ + std::string(name) + "."};
        keys(inner, part);
    }
    template <class T>
    void each(std::string_view name, std::vector<T>&) {
        T one;
        section(name, one);
    }

private:
    void add(std::string_view key) { names_.push_back(prefix_ + std::string(key)); }

    std::vector<std::string>& names_;
    std::string prefix_;
};

template <class T>
std::vector<std::string> list_keys() {
    std::vector<std::string> names;
    Lister lister{names, ""};
    T whole;
    keys(lister, whole);
    return names;
}

}  // namespace

std::vector<std::string> known_keys() { return list_keys<Settings>(); }
std::vector<std::string> known_track_keys() { return list_keys<TrackShape>(); }
std::vector<std::string> known_scenario_keys() { return list_keys<ScenarioFile>(); }

}  // namespace qm::config

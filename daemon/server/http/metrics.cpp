// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/http/metrics.hpp"

#include <cstdint>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace qm::server {

namespace {

enum class Kind { Counter, Gauge };

class Text {
public:
    void add(Kind kind, std::string_view name, std::uint64_t value, std::string_view help) {
        const auto* const word = kind == Kind::Counter ? "counter" : "gauge";
        text_ += fmt::format(
            "# HELP quartermark_{0} {1}\n# TYPE quartermark_{0} {2}\nquartermark_{0} {3}\n", name,
            help, word, value);
    }
    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    std::string text_;
};

void add_listeners(Text& text, const Counters& of) {
    text.add(Kind::Gauge, "listeners", of.listeners, "Listeners now, through all doors.");
    text.add(Kind::Counter, "listeners_accepted_total", of.accepted, "Listeners let in.");
    text.add(Kind::Counter, "listeners_refused_total", of.refused, "Listeners too many.");
    text.add(Kind::Counter, "listeners_stuck_total", of.dropped_stuck,
             "Listeners dropped since they took nothing any more.");
    text.add(Kind::Counter, "listeners_rubbish_total", of.dropped_rubbish,
             "Listeners dropped since they broke the rules.");
    text.add(Kind::Counter, "snapshots_for_slow_total", of.dropped_to_snapshot,
             "Listeners too slow for the events, given a snapshot.");
    text.add(Kind::Counter, "rubbish_lines_total", of.rubbish_lines, "Lines that made no sense.");
    text.add(Kind::Counter, "unknown_types_total", of.unknown_types,
             "Messages this version does not know.");
    text.add(Kind::Counter, "commands_forbidden_total", of.forbidden_commands,
             "Commands refused to who may not command.");
    text.add(Kind::Counter, "commands_refused_total", of.refused_commands,
             "Commands that could not be carried out.");
    text.add(Kind::Counter, "commands_repeated_total", of.repeated_commands,
             "Commands not carried out again.");
}

void add_http(Text& text, const Counters& of) {
    text.add(Kind::Counter, "http_connections_total", of.http_connections, "HTTP connections.");
    text.add(Kind::Counter, "http_requests_total", of.http_requests, "HTTP requests answered.");
    text.add(Kind::Counter, "http_refused_total", of.http_refused,
             "What was no request, too long, too slow or of another site.");
    text.add(Kind::Counter, "http_crowded_out_total", of.http_crowded_out,
             "HTTP connections closed for newer ones.");
}

void add_tls(Text& text, const Counters& of) {
    text.add(Kind::Counter, "tls_connections_total", of.tls_connections, "TLS connections.");
    text.add(Kind::Counter, "tls_failed_total", of.tls_failed,
             "No TLS 1.3, or cut off before its handshake was done.");
    text.add(Kind::Counter, "tls_too_slow_total", of.tls_too_slow,
             "Of these, handshakes that took too long.");
    text.add(Kind::Counter, "tls_crowded_out_total", of.tls_crowded_out,
             "TLS handshakes ended for newer ones.");
    text.add(Kind::Gauge, "devices", of.devices, "Devices that are paired.");
    text.add(Kind::Counter, "pairings_total", of.paired, "Devices that were paired.");
    text.add(Kind::Counter, "logins_total", of.logged_in, "Logins of paired devices.");
    text.add(Kind::Counter, "wrong_secrets_total", of.wrong_secrets,
             "Codes and tokens that were wrong.");
}

void add_broker(Text& text, const mqtt::Counters& of) {
    text.add(Kind::Gauge, "mqtt_connected", of.is_connected ? 1 : 0, "Whether a broker is there.");
    text.add(Kind::Counter, "mqtt_published_total", of.published, "Events a broker acknowledged.");
    text.add(Kind::Gauge, "mqtt_waiting", of.waiting, "Events that wait for a broker.");
    text.add(Kind::Counter, "mqtt_dropped_total", of.dropped,
             "Events followers of a broker know by a snapshot only.");
}

}  // namespace

std::string metrics_text(const Counters& counters, Seq recorded_through) {
    Text text;
    text.add(Kind::Counter, "events_total", counters.events, "Events published.");
    text.add(Kind::Gauge, "recorded_through", to_number(recorded_through),
             "The event of this session up to which all is on disk.");
    add_listeners(text, counters);
    add_http(text, counters);
    add_tls(text, counters);
    add_broker(text, counters.mqtt);
    return text.take();
}

}  // namespace qm::server

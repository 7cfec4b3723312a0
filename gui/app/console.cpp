// SPDX-License-Identifier: Apache-2.0
#include "gui/app/console.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <ctime>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

#include "gui/app/frame.hpp"
#include "gui/app/trial_daemon.hpp"
#include "gui/app/window.hpp"
#include "gui/model/gates_view.hpp"
#include "gui/net/client.hpp"
#include "gui/net/config_file.hpp"
#include "gui/net/discovery.hpp"
#include "gui/net/known_file.hpp"
#include "gui/net/saved_file.hpp"
#include "gui/programs/printer.hpp"
#include "gui/sound/speaker.hpp"

namespace qm::gui {

namespace {

using Seconds = std::chrono::duration<double>;

constexpr Seconds kFrame{1.0 / 60};        ///< no two frames are closer
constexpr Seconds kMovingFrame{1.0 / 30};  ///< while a clock runs
constexpr Seconds kSleep{1.0};             ///< the age of the data is words, and they change
constexpr Seconds kAsleep{20};             ///< nothing else keeps this loop still for so long
constexpr int kFramesAfterInput = 3;       ///< Dear ImGui settles within them

/// Its seconds tick while something else moves too.
std::string wall_clock(bool with_seconds) {
    const auto now = std::time(nullptr);
    std::tm parts{};
    localtime_r(&now, &parts);
    std::array<char, 16> text{};
    const auto size =
        std::strftime(text.data(), text.size(), with_seconds ? "%H:%M:%S" : "%H:%M", &parts);
    return {text.data(), size};
}

FontFiles fonts_or_throw() {
    const auto files = find_fonts();
    if (!files) throw std::runtime_error(files.error().sentence);
    return *files;
}

/// What this console is called where it is paired, unless the coach says otherwise.
std::string machine_name() {
    std::array<char, 256> name{};
    const bool known = ::gethostname(name.data(), name.size() - 1) == 0 && name.front() != '\0';
    return known ? std::string{name.data()} : std::string{"console"};
}

/// Nothing in it is worth a start that fails.
Preferences read_preferences(const std::string& file) {
    const auto text = read_config(file);
    return text ? Preferences::read(*text) : Preferences{};
}

Model begin_model(const ConsoleOptions& options, const std::string& file,
                  const Preferences& preferences) {
    auto known = read_known(file);
    if (!known) throw std::runtime_error(known.error().sentence);
    Model model;
    model.begin(options.daemon, std::move(*known), machine_name());
    model.set_night(options.night.value_or(preferences.night));
    model.set_against(preferences.against);
    model.set_callouts(preferences.callouts);
    return model;
}

/// How names are said. A file that cannot be read is no reason not to time.
Pronunciation read_names() {
    const auto text = read_config(config_file("names"));
    return text ? Pronunciation::read(*text) : Pronunciation{};
}

/// By the system, as at the end of the day: what the coach chose is kept all the same.
std::atomic<bool> asked_to_end{false};
static_assert(std::atomic<bool>::is_always_lock_free);

void on_signal(int) { asked_to_end = true; }

class Console {
public:
    explicit Console(const ConsoleOptions& options)
        : preferences_file_(config_file("console")),
          preferences_(read_preferences(preferences_file_)),
          window_("Quartermark", fonts_or_throw(), preferences_.window),
          known_file_(known_file()),
          model_(begin_model(options, known_file_, preferences_)),
          kept_(model_.doors().known()),
          client_(model_.doors().door(), &Window::wake) {
        model_.set_sound(read_names(), programs_.lack());
    }

    void run() {
        while (!window_.should_close() && !asked_to_end) {
            window_.wait(time_to_wait());
            // A burst of messages is one frame, not one each.
            if (const Seconds early = kFrame - (local_now() - drawn_); early.count() > 0) {
                std::this_thread::sleep_for(early);
                window_.wait(Seconds{0});
            }
            take_what_came();
            draw();
        }
        keep_preferences();
    }

private:
    [[nodiscard]] Seconds time_to_wait() const {
        if (frames_due_ > 0) return kFrame;
        return model_.is_moving(local_now()) ? kMovingFrame : kSleep;
    }

    void take_what_came() {
        const auto now = local_now();
        if (now - looked_ > kAsleep) model_.on_sleep(now - looked_, now);
        looked_ = now;
        for (const auto& incoming : client_.take()) model_.take(incoming);
        if (const auto step = model_.take_trial_step(now)) send(*step);
        // Lost with a connection, it is asked anew over the next.
        if (const auto question = model_.take_bests_question()) {
            static_cast<void>(client_.send(*question));
        }
        if (const auto end = printer_.take_end()) model_.on_printed(*end, now);
        if (trial_daemon_.has_ended()) model_.on_trial_ended(now);
        if (model_.screen() == Screen::Daemons) model_.set_found(discovery_.found());
        for (const auto pressed : window_.take_keys()) handle(Press{pressed});
        follow();
        sound();
        frames_due_ = std::max(0, frames_due_ - 1);
    }

    void sound() {
        const auto now = local_now();
        for (const auto& call : model_.take_calls(now)) speaker_.call(call);
        speaker_.hum(hums(model_));
        if (const auto why = speaker_.take_trouble()) model_.not_heard(*why, now);
    }

    /// Goes where the model wants to, and keeps what it came to know.
    void follow() {
        if (auto door = model_.take_journey()) client_.go(std::move(*door));
        if (const auto question = model_.take_question()) send(*question);
        if (const auto file = model_.take_file()) {
            model_.on_file(save_file(files_folder_, file->name, file->text), local_now());
            frames_due_ = kFramesAfterInput;
        }
        if (const auto sheet = model_.take_sheet()) printer_.print(sheet->title, sheet->text);
        if (model_.doors().known() == kept_) return;
        kept_ = model_.doors().known();
        const auto written = write_known(known_file_, kept_);
        if (!written) model_.not_kept(written.error().sentence, local_now());
    }

    /// Where they cannot be kept, the next start is as the last one.
    void keep_preferences() {
        Preferences now{model_.night(), model_.against(), window_.place(),
                        model_.callouts().is_on()};
        if (!now.window) now.window = preferences_.window;
        if (now == preferences_) return;
        preferences_ = now;
        static_cast<void>(write_config(preferences_file_, preferences_.text()));
    }

    void handle(const Intent& intent) {
        const auto now = local_now();
        frames_due_ = kFramesAfterInput;
        if (const auto command = model_.handle(intent, now)) send(*command);
        if (model_.take_trial_wish()) model_.on_trial(trial_daemon_.start(), now);
    }

    void send(const wire::FromListener& message) {
        if (!client_.send(message)) model_.not_sent(local_now());
    }

    void draw() {
        drawn_ = local_now();
        window_.begin_frame();
        const auto view = make_view(window_.fonts(), model_, window_.width(), window_.height());
        const auto intents = draw_frame(model_, view, drawn_, wall_clock(model_.is_moving(drawn_)));
        window_.end_frame((*view.theme)[Tone::Background]);
        for (const auto& intent : intents) handle(intent);
        follow();
    }

    std::string preferences_file_;
    Preferences preferences_;  ///< as they are kept
    Window window_;
    std::string known_file_;
    std::string files_folder_ = files_folder();
    SoundPrograms programs_ = find_programs();
    Model model_;
    KnownDaemons kept_;
    TrialDaemon trial_daemon_;
    Printer printer_;
    // After the window, which they wake.
    Client client_;
    Speaker speaker_{programs_};
    Discovery discovery_{&Window::wake};
    LocalTime drawn_{};
    LocalTime looked_ = local_now();
    int frames_due_ = kFramesAfterInput;
};

}  // namespace

void run_console(const ConsoleOptions& options) {
    std::signal(SIGTERM, &on_signal);
    std::signal(SIGINT, &on_signal);
    Console{options}.run();
}

}  // namespace qm::gui

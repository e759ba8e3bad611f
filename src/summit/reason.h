/* Why something is refused: each reason has an id that stays what it is, a class and a sentence for
 * the person. What is counted or named in a sentence stands there as {name} and is told beside it
 * under that name, so that pages can say the same in the reader's language.
 *
 *     decision_refuse(decision, REASON_HANDS_FULL, .count = HANDS_SHOWN_MAX);
 *
 * The pages have a message for each (web/locales/refused), but for those that web/check.mjs says
 * only the authors of other clients can meet.
 */
#ifndef PLENARY_SUMMIT_REASON_H
#define PLENARY_SUMMIT_REASON_H

#include "base/bytes.h"

/*    class                     code             HTTP status */
#define REFUSAL_TABLE(X)                                                                           \
    X(REFUSED_MALFORMED, "malformed", 400)                                                         \
    X(REFUSED_NO_SESSION, "no_session", 401)                                                       \
    X(REFUSED_NOT_ALLOWED, "not_allowed", 403)                                                     \
    X(REFUSED_OTHER_DEVICE, "other_device", 403)                                                   \
    X(REFUSED_BANNED, "banned", 403)                                                               \
    X(REFUSED_SENT_OUT, "sent_out", 403)                                                           \
    X(REFUSED_LOCKED, "locked", 403)                                                               \
    X(REFUSED_LOBBY, "lobby", 403)                                                                 \
    X(REFUSED_NOT_FOUND, "not_found", 404)                                                         \
    X(REFUSED_METHOD, "malformed", 405)                                                            \
    X(REFUSED_CONFLICT, "conflict", 409)                                                           \
    X(REFUSED_REVOKED, "revoked", 410)                                                             \
    X(REFUSED_EXPIRED, "expired", 410)                                                             \
    X(REFUSED_STALE, "stale", 412)                                                                 \
    X(REFUSED_FORM, "malformed", 415)                                                              \
    X(REFUSED_INVALID, "invalid", 422)                                                             \
    X(REFUSED_UNCONDITIONAL, "malformed", 428)                                                     \
    X(REFUSED_TOO_FAST, "too_fast", 429)                                                           \
    X(REFUSED_BUSY, "busy", 503)                                                                   \
    X(REFUSED_NO_SUMMIT, "no_summit", 503)                                                         \
    X(REFUSED_LOG_FAILED, "log_failed", 503)                                                       \
    X(REFUSED_FULL, "full", 507)

enum summit_refusal {
    REFUSED_NOT = 0,
#define X(refusal, code, status) refusal,
    REFUSAL_TABLE(X)
#undef X
};

const char *refusal_code(enum summit_refusal refusal);
int refusal_status(enum summit_refusal refusal);

/* What holds for every command. */
#define REASONS_OF_COMMANDS(X)                                                                     \
    X(REASON_ONLY_PEOPLE_MAY, "only_people_may", REFUSED_NOT_ALLOWED,                              \
      "Open your invitation first: only people of the summit may do this.")                        \
    X(REASON_BANNED, "banned", REFUSED_BANNED, "You were banned from this summit.")                \
    X(REASON_ROLE_MAY_NOT, "role_may_not", REFUSED_NOT_ALLOWED,                                    \
      "This may be done by: {roles}. You are a {role}.")                                           \
    X(REASON_FIELD_MISSING, "field_missing", REFUSED_INVALID, "{record} needs \"{field}\".")       \
    X(REASON_NOT_THERE, "not_there", REFUSED_NOT_FOUND, "There is no {entity} {id} (any more).")   \
    X(REASON_OTHER_ROOM, "other_room", REFUSED_NOT_ALLOWED,                                        \
      "You work in room {own}; this is of room {room}.")                                           \
    X(REASON_CHANGED_MEANWHILE, "changed_meanwhile", REFUSED_STALE,                                \
      "It was changed in the meantime (revision {revision}): look at it and send "                 \
      "again.")                                                                                    \
    X(REASON_MEMORY_FULL, "memory_full", REFUSED_FULL, "The summit's memory is full.")             \
    X(REASON_PLACES_FULL, "places_full", REFUSED_FULL,                                             \
      "There is room for {count} {entities}, and all are there.")

/* Invitations. */
#define REASONS_OF_INVITATIONS(X)                                                                  \
    X(REASON_PERSON_IS_BANNED, "person_is_banned", REFUSED_CONFLICT,                               \
      "This person is banned: lift the ban first.")                                                \
    X(REASON_EXPIRES_BEFORE_SENT, "expires_before_sent", REFUSED_INVALID,                          \
      "It would have expired before it is sent.")                                                  \
    X(REASON_SECRET_IN_USE, "secret_in_use", REFUSED_CONFLICT,                                     \
      "This secret is in use: draw another one.")                                                  \
    X(REASON_DESK_INVITED_BY_DIRECTOR, "desk_invited_by_director", REFUSED_NOT_ALLOWED,            \
      "Directors and moderators are invited by a director alone.")                                 \
    X(REASON_INVITATION_OF_OTHER_DEVICE, "invitation_of_other_device", REFUSED_OTHER_DEVICE,       \
      "This invitation was opened on another device. The organisers have been "                    \
      "told; ask them for a new one.")                                                             \
    X(REASON_INVITATION_UNKNOWN, "invitation_unknown", REFUSED_NOT_FOUND,                          \
      "This invitation is not known: use the link as it was sent.")                                \
    X(REASON_INVITATION_REVOKED, "invitation_revoked", REFUSED_REVOKED,                            \
      "This invitation was revoked: ask for a new one.")                                           \
    X(REASON_INVITATION_EXPIRED, "invitation_expired", REFUSED_EXPIRED,                            \
      "This invitation has expired: ask for a new one.")

/* Entering a room. */
#define REASONS_OF_ENTRY(X)                                                                        \
    X(REASON_ONLY_PEOPLE_KNOCK, "only_people_knock", REFUSED_INVALID, "Only people knock.")        \
    X(REASON_NO_LOBBY, "no_lobby", REFUSED_CONFLICT, "This room has no lobby.")                    \
    X(REASON_REFUSED_AT_LOBBY, "refused_at_lobby", REFUSED_NOT_ALLOWED,                            \
      "You were refused; a moderator can let you in.")                                             \
    X(REASON_NOT_IN_LOBBY, "not_in_lobby", REFUSED_CONFLICT,                                       \
      "This person does not wait in the lobby.")                                                   \
    X(REASON_DESK_NOT_SENT_OUT, "desk_not_sent_out", REFUSED_NOT_ALLOWED,                          \
      "Directors and moderators cannot be sent out of a room.")                                    \
    X(REASON_PERSON_UNKNOWN, "person_unknown", REFUSED_NOT_FOUND, "There is no such person.")      \
    X(REASON_ROOM_UNKNOWN, "room_unknown", REFUSED_NOT_FOUND, "There is no such room.")            \
    X(REASON_BANNED_BECAUSE, "banned_because", REFUSED_BANNED,                                     \
      "You were banned from this summit. “{given}”")                                               \
    X(REASON_SENT_OUT, "sent_out", REFUSED_SENT_OUT,                                               \
      "You were sent out of this room; a moderator can let you in again.")                         \
    X(REASON_SENT_OUT_BECAUSE, "sent_out_because", REFUSED_SENT_OUT,                               \
      "You were sent out of this room; a moderator can let you in again. “{given}”")               \
    X(REASON_ROOM_LOCKED, "room_locked", REFUSED_LOCKED, "The room is locked.")                    \
    X(REASON_WAIT_IN_LOBBY, "wait_in_lobby", REFUSED_LOBBY,                                        \
      "Wait in the lobby until a moderator lets you in.")

/* People, locations and proxies. */
#define REASONS_OF_PEOPLE(X)                                                                       \
    X(REASON_COUNTRY_NOT_GOOD, "country_not_good", REFUSED_INVALID,                                \
      "A country is two upper-case letters (ISO 3166-1), e.g. KE.")                                \
    X(REASON_VOTERS_FIXED, "voters_fixed", REFUSED_CONFLICT,                                       \
      "A motion is open: who may vote cannot change until it is closed.")                          \
    X(REASON_WEIGHTS_FIXED, "weights_fixed", REFUSED_CONFLICT,                                     \
      "A motion is open: voting weights cannot change until it is closed.")                        \
    X(REASON_MOTION_IS_OPEN, "motion_is_open", REFUSED_CONFLICT,                                   \
      "A motion is open: close it first.")                                                         \
    X(REASON_LOCATION_HAS_PEOPLE, "location_has_people", REFUSED_CONFLICT,                         \
      "Person {person} belongs to it: move or remove them first.")                                 \
    X(REASON_LOCATION_HAS_PROXY, "location_has_proxy", REFUSED_CONFLICT,                           \
      "A proxy is given to it or by it: revoke that first.")                                       \
    X(REASON_DESK_APPOINTED_BY_DIRECTOR, "desk_appointed_by_director", REFUSED_NOT_ALLOWED,        \
      "Directors and moderators are appointed and dismissed by a director alone.")                 \
    X(REASON_REMOVE_SELF, "remove_self", REFUSED_CONFLICT, "You cannot remove yourself.")          \
    X(REASON_BAN_SELF, "ban_self", REFUSED_CONFLICT, "You cannot ban yourself.")                   \
    X(REASON_VOTE_OF_OTHER_LOCATION, "vote_of_other_location", REFUSED_NOT_ALLOWED,                \
      "You may give the vote of your own location alone.")                                         \
    X(REASON_WHOSE_VOTE, "whose_vote", REFUSED_INVALID,                                            \
      "You belong to no location: say whose vote it is.")                                          \
    X(REASON_OWN_PROXY, "own_proxy", REFUSED_INVALID, "A location is not its own proxy.")          \
    X(REASON_OBSERVER_GIVES_NO_VOTE, "observer_gives_no_vote", REFUSED_CONFLICT,                   \
      "An observer has no vote to give.")                                                          \
    X(REASON_PROXY_GAVE_VOTE_AWAY, "proxy_gave_vote_away", REFUSED_CONFLICT,                       \
      "Location {location} has itself given its vote away.")                                       \
    X(REASON_VOTES_FOR_ANOTHER, "votes_for_another", REFUSED_CONFLICT,                             \
      "Your location votes for another one, so it cannot give its vote away.")

/* Lists of people and delegations (summit/roster.h). */
#define REASONS_OF_LISTS(X)                                                                        \
    X(REASON_LIST_IS_EMPTY, "list_is_empty", REFUSED_INVALID, "The list is empty.")                \
    X(REASON_COLUMN_UNKNOWN, "column_unknown", REFUSED_INVALID,                                    \
      "The column \"{given}\" is not known.")                                                      \
    X(REASON_COLUMN_TWICE, "column_twice", REFUSED_INVALID,                                        \
      "The column \"{field}\" stands there twice.")                                                \
    X(REASON_COLUMNS_NOT_NAMED, "columns_not_named", REFUSED_INVALID,                              \
      "The first row must name the columns; \"name\" or \"location\" must be among them.")         \
    X(REASON_ROW_IS_EMPTY, "row_is_empty", REFUSED_INVALID,                                        \
      "The row has neither a name nor a location.")                                                \
    X(REASON_ROW_TOO_LARGE, "row_too_large", REFUSED_INVALID, "The row is too large.")             \
    X(REASON_ROW_TOO_LONG, "row_too_long", REFUSED_INVALID, "The row has more than 32 cells.")     \
    X(REASON_ROW_NOT_UTF8, "row_not_utf8", REFUSED_INVALID,                                        \
      "The row is not UTF-8: save the list as UTF-8.")                                             \
    X(REASON_QUOTE_NOT_CLOSED, "quote_not_closed", REFUSED_INVALID,                                \
      "A quoted cell is not closed.")                                                              \
    X(REASON_QUOTE_AND_MORE, "quote_and_more", REFUSED_INVALID,                                    \
      "Something stands between a quoted cell and the next separator.")                            \
    X(REASON_QUOTE_INSIDE, "quote_inside", REFUSED_INVALID,                                        \
      "A quote stands in a cell that is not quoted.")                                              \
    X(REASON_CELL_HAS_CONTROL, "cell_has_control", REFUSED_INVALID,                                \
      "\"{field}\" has a control character in it.")                                                \
    X(REASON_CELL_TOO_LONG, "cell_too_long", REFUSED_INVALID,                                      \
      "\"{field}\" has {count} bytes; at most {most} are allowed.")                                \
    X(REASON_CELL_NO_LANGUAGE, "cell_no_language", REFUSED_INVALID,                                \
      "\"{field}\" must be a language tag such as en or pt-BR.")                                   \
    X(REASON_CELL_NO_NUMBER, "cell_no_number", REFUSED_INVALID,                                    \
      "\"{field}\" must be a whole number from 0 to 1000000.")                                     \
    X(REASON_CELL_NO_ROLE, "cell_no_role", REFUSED_INVALID, "There is no role \"{given}\".")       \
    X(REASON_CELL_NO_ROOM, "cell_no_room", REFUSED_INVALID, "There is no room \"{given}\".")       \
    X(REASON_COUNTRY_MISSING, "country_missing", REFUSED_INVALID,                                  \
      "The location is new, so \"country\" must say where it is: two upper-case letters (ISO "     \
      "3166-1).")                                                                                  \
    X(REASON_LOCATION_IS_THERE, "location_is_there", REFUSED_INVALID,                              \
      "This location is there already ({location}).")                                              \
    X(REASON_ROWS_NOT_GOOD, "rows_not_good", REFUSED_INVALID,                                      \
      "{count} of {total} rows must be mended; nothing was imported.")                             \
    X(REASON_TOO_MANY_AT_ONCE, "too_many_at_once", REFUSED_CONFLICT,                               \
      "There are too many at once: divide them.")                                                  \
    X(REASON_TOO_MANY_PEOPLE, "too_many_people", REFUSED_CONFLICT, "At most 4096 people at once.") \
    X(REASON_PEOPLE_NOT_IDS, "people_not_ids", REFUSED_CONFLICT, "\"people\" is a list of ids.")   \
    X(REASON_PERSON_NOT_INVITED, "person_not_invited", REFUSED_CONFLICT,                           \
      "Person {person}: {problem}")                                                                \
    X(REASON_ALL_ARE_INVITED, "all_are_invited", REFUSED_CONFLICT,                                 \
      "Everybody who was asked for has an invitation already: \"again\": true makes new ones.")

/* Rooms. */
#define REASONS_OF_ROOMS(X)                                                                        \
    X(REASON_SLUG_NOT_GOOD, "slug_not_good", REFUSED_INVALID,                                      \
      "A room's slug is of lower-case letters, digits and hyphens.")                               \
    X(REASON_SLUG_TAKEN, "slug_taken", REFUSED_CONFLICT, "Room {room} has this slug already.")

/* The programme. */
#define REASONS_OF_PROGRAMME(X)                                                                    \
    X(REASON_TIMES_NOT_GOOD, "times_not_good", REFUSED_INVALID,                                    \
      "The end must come after the start, and within seven days.")                                 \
    X(REASON_DAY_HAS_ITEM, "day_has_item", REFUSED_CONFLICT,                                       \
      "Item {item} is on this day: move or remove it first.")                                      \
    X(REASON_RUNNING_ITEM_STAYS, "running_item_stays", REFUSED_CONFLICT,                           \
      "The item is running: finish it before it changes rooms.")                                   \
    X(REASON_ITEM_IS_RUNNING, "item_is_running", REFUSED_CONFLICT,                                 \
      "The item is running: finish it first.")                                                     \
    X(REASON_ITEM_BEFORE_ITSELF, "item_before_itself", REFUSED_INVALID,                            \
      "An item cannot stand before itself.")                                                       \
    X(REASON_ITEM_NOT_STARTED, "item_not_started", REFUSED_CONFLICT,                               \
      "The item has not been started.")

/* The way to the stage. */
#define REASONS_OF_STAGE(X)                                                                        \
    X(REASON_PERSON_BANNED, "person_banned", REFUSED_CONFLICT, "This person is banned.")           \
    X(REASON_ON_OTHER_STAGE, "on_other_stage", REFUSED_CONFLICT,                                   \
      "This person is on the stage of room {room}, or on the way to it.")                          \
    X(REASON_SEAT_OF_OTHER, "seat_of_other", REFUSED_NOT_ALLOWED, "This seat is somebody else's.") \
    X(REASON_ALREADY_ON_STAGE, "already_on_stage", REFUSED_CONFLICT,                               \
      "You are on the stage: leave it instead.")                                                   \
    X(REASON_STAGE_NOT_ACCEPTED, "stage_not_accepted", REFUSED_CONFLICT,                           \
      "Accept the invitation to the stage first.")                                                 \
    X(REASON_STAGE_FULL, "stage_full", REFUSED_FULL, "All {count} seats of the stage are taken.")  \
    X(REASON_SPEAKER_NOT_READY, "speaker_not_ready", REFUSED_CONFLICT,                             \
      "They are not ready yet: their camera has not been checked.")                                \
    X(REASON_NOT_ON_STAGE, "not_on_stage", REFUSED_CONFLICT,                                       \
      "Only who is on the stage shares a screen.")

/* Layouts, and the speaking clock. */
#define REASONS_OF_LAYOUTS(X)                                                                      \
    X(REASON_SEAT_NOT_ON_STAGE, "seat_not_on_stage", REFUSED_CONFLICT,                             \
      "Seat {seat} is not on this stage.")                                                         \
    X(REASON_SEAT_TWICE, "seat_twice", REFUSED_INVALID, "Seat {seat} stands there twice.")         \
    X(REASON_ORDER_NOT_WHOLE, "order_not_whole", REFUSED_CONFLICT,                                 \
      "The order must name all {count} who are on the stage.")                                     \
    X(REASON_LAYOUT_SHOWS_FEWER, "layout_shows_fewer", REFUSED_INVALID,                            \
      "This layout shows at most {count}.")                                                        \
    X(REASON_WARNING_TOO_EARLY, "warning_too_early", REFUSED_INVALID,                              \
      "The warning must come after the beginning of the speaking time.")

/* Hands. */
#define REASONS_OF_HANDS(X)                                                                        \
    X(REASON_ONLY_PEOPLE_RAISE_HANDS, "only_people_raise_hands", REFUSED_INVALID,                  \
      "Only people raise hands.")                                                                  \
    X(REASON_HAND_IS_UP, "hand_is_up", REFUSED_CONFLICT, "Your hand is up already.")               \
    X(REASON_HANDS_FULL, "hands_full", REFUSED_FULL,                                               \
      "{count} hands are up: wait until some were called.")                                        \
    X(REASON_HAND_OF_OTHER, "hand_of_other", REFUSED_NOT_ALLOWED, "This hand is somebody else's.") \
    X(REASON_HAND_NOT_UP, "hand_not_up", REFUSED_CONFLICT, "Hand {hand} is not up in this room.")  \
    X(REASON_HAND_WAS_CALLED, "hand_was_called", REFUSED_CONFLICT, "This hand was called already.")

/* Questions. */
#define REASONS_OF_QUESTIONS(X)                                                                    \
    X(REASON_ONLY_PEOPLE_ASK, "only_people_ask", REFUSED_INVALID, "Only people ask questions.")    \
    X(REASON_NO_ANONYMOUS_QUESTIONS, "no_anonymous_questions", REFUSED_NOT_ALLOWED,                \
      "This summit has no anonymous questions: ask in your name.")                                 \
    X(REASON_QUESTIONS_WAITING, "questions_waiting", REFUSED_TOO_FAST,                             \
      "{count} questions of yours wait for a moderator: wait for them.")                           \
    X(REASON_OWN_QUESTION, "own_question", REFUSED_CONFLICT,                                       \
      "Your own question has your voice already.")                                                 \
    X(REASON_UPVOTES_FULL, "upvotes_full", REFUSED_FULL, "No more upvotes can be counted.")        \
    X(REASON_QUESTION_NOT_ACCEPTED, "question_not_accepted", REFUSED_CONFLICT,                     \
      "A moderator must accept the question first.")

/* The chat. */
#define REASONS_OF_CHAT(X)                                                                         \
    X(REASON_ONLY_PEOPLE_WRITE, "only_people_write", REFUSED_INVALID, "Only people write.")        \
    X(REASON_CHAT_OFF, "chat_off", REFUSED_CONFLICT, "The chat of this room is off.")              \
    X(REASON_CHAT_BANNED, "chat_banned", REFUSED_NOT_ALLOWED,                                      \
      "You may not write in the chat for now.")                                                    \
    X(REASON_CHAT_SLOW, "chat_slow", REFUSED_TOO_FAST,                                             \
      "The chat is in slow mode: write again in {seconds} s.")                                     \
    X(REASON_MESSAGE_EMPTY, "message_empty", REFUSED_INVALID, "The message is empty.")             \
    X(REASON_MESSAGE_OF_OTHER_ROOM, "message_of_other_room", REFUSED_CONFLICT,                     \
      "This message is of another room.")                                                          \
    X(REASON_DESK_NOT_SILENCED, "desk_not_silenced", REFUSED_NOT_ALLOWED,                          \
      "Directors and moderators cannot be banned from the chat.")                                  \
    X(REASON_HOW_SLOW, "how_slow", REFUSED_INVALID, "Say how slow: chat_slow_ms.")

/* Captions. */
#define REASONS_OF_CAPTIONS(X)                                                                     \
    X(REASON_CAPTION_LANGUAGE, "caption_language", REFUSED_INVALID,                                \
      "\"{given}\" is no language of this summit or this room.")                                   \
    X(REASON_CAPTION_EMPTY, "caption_empty", REFUSED_INVALID, "A line of captions has a text.")    \
    X(REASON_CAPTION_NOT_A_LINE, "caption_not_a_line", REFUSED_INVALID,                            \
      "A caption is one line of at most {most} bytes, without control characters.")                \
    X(REASON_CAPTIONS_TOO_FAST, "captions_too_fast", REFUSED_TOO_FAST,                             \
      "At most {count} captions a second are taken of one person.")                                \
    X(REASON_CAPTIONS_FULL, "captions_full", REFUSED_FULL,                                         \
      "Captions are written in {count} languages here: there is no room for another.")

/* Motions. */
#define REASONS_OF_MOTIONS(X)                                                                      \
    X(REASON_CHOICES_TOO_FEW, "choices_too_few", REFUSED_INVALID,                                  \
      "A choice needs at least two to choose from.")                                               \
    X(REASON_CHOICES_NOT_WANTED, "choices_not_wanted", REFUSED_INVALID,                            \
      "Yes, no, abstain has no list of choices: set options to choice.")                           \
    X(REASON_MOTION_NOT_DRAFT, "motion_not_draft", REFUSED_CONFLICT,                               \
      "The motion is no draft any more: what is voted on cannot change.")                          \
    X(REASON_NO_LOCATION_VOTES, "no_location_votes", REFUSED_CONFLICT, "No location has a vote.")  \
    X(REASON_MOTION_NOT_OPEN, "motion_not_open", REFUSED_CONFLICT, "The motion is not open.")      \
    X(REASON_BALLOTS_CANNOT_BE_COUNTED, "ballots_cannot_be_counted", REFUSED_CONFLICT,             \
      "This vote's ballots cannot be counted: their key is not on this server. "                   \
      "Withdraw the motion and vote again.")                                                       \
    X(REASON_MOTION_DECIDED, "motion_decided", REFUSED_CONFLICT,                                   \
      "What was decided cannot be withdrawn.")

/* Voting. */
#define REASONS_OF_VOTES(X)                                                                        \
    X(REASON_LOCATION_OBSERVES, "location_observes", REFUSED_NOT_ALLOWED,                          \
      "Your location is an observer: no vote.")                                                    \
    X(REASON_VOTE_GIVEN_AWAY, "vote_given_away", REFUSED_CONFLICT,                                 \
      "Your location gave its vote to location {location}: revoke the proxy first.")               \
    X(REASON_ALREADY_VOTED, "already_voted", REFUSED_CONFLICT, "Your location has voted already.") \
    X(REASON_NO_SUCH_CHOICE, "no_such_choice", REFUSED_INVALID,                                    \
      "There are {count} choices, counted from 0.")                                                \
    X(REASON_VOTE_NOT_GIVEN, "vote_not_given", REFUSED_NOT_ALLOWED,                                \
      "That location has not given you its vote.")                                                 \
    X(REASON_NO_LOCATION, "no_location", REFUSED_NOT_ALLOWED,                                      \
      "You belong to no location, and locations vote.")                                            \
    X(REASON_VOTE_NOT_BEGUN, "vote_not_begun", REFUSED_CONFLICT, "Voting has not begun.")          \
    X(REASON_VOTE_IS_CLOSED, "vote_is_closed", REFUSED_CONFLICT, "Voting is closed.")

/* Who asks: sessions and tokens. */
#define REASONS_OF_SESSIONS(X)                                                                     \
    X(REASON_NO_SESSION, "no_session", REFUSED_NO_SESSION,                                         \
      "Open your invitation first, then send its session as Authorization: Bearer "                \
      "<session>.")                                                                                \
    X(REASON_SESSION_ENDED, "session_ended", REFUSED_NO_SESSION, "Your session has ended.")        \
    X(REASON_SESSION_REVOKED, "session_revoked", REFUSED_NO_SESSION,                               \
      "Your invitation was revoked: ask the organisers for a new one.")                            \
    X(REASON_SESSION_REPLACED, "session_replaced", REFUSED_NO_SESSION,                             \
      "Your invitation was replaced by a new one: open the link that was sent to you last.")       \
    X(REASON_SESSION_REMOVED, "session_removed", REFUSED_NO_SESSION,                               \
      "You were removed from this summit: ask the organisers if you think that it is a mistake.")  \
    X(REASON_SESSION_NOT_VALID, "session_not_valid", REFUSED_NOT_ALLOWED,                          \
      "This session is not valid (any more): open your invitation again, or ask "                  \
      "for a new one.")                                                                            \
    X(REASON_NO_DIRECTOR, "no_director", REFUSED_NO_SESSION,                                       \
      "Open a director's invitation first.")                                                       \
    X(REASON_ONLY_DIRECTOR, "only_director", REFUSED_NOT_ALLOWED, "Only a director may do this.")  \
    X(REASON_ONLY_PEOPLE_COMMAND, "only_people_command", REFUSED_NOT_ALLOWED,                      \
      "Only people of the summit send commands: open your invitation.")                            \
    X(REASON_FOREIGN_PAGE, "foreign_page", REFUSED_NOT_ALLOWED,                                    \
      "A page of another origin may not do this.")                                                 \
    X(REASON_LIST_NOT_SEEN, "list_not_seen", REFUSED_NOT_ALLOWED,                                  \
      "Your role does not see this list.")                                                         \
    X(REASON_TOKEN_MISSING, "token_missing", REFUSED_NO_SESSION,                                   \
      "A token is missing: send Authorization: Bearer <token>, or open your "                      \
      "invitation in this browser.")                                                               \
    X(REASON_TOKEN_NOT_GOOD, "token_not_good", REFUSED_NO_SESSION, "{problem}")                    \
    X(REASON_TOKEN_OF_OTHER_ROOM, "token_of_other_room", REFUSED_NOT_ALLOWED,                      \
      "This token is for another room.")                                                           \
    X(REASON_TOKEN_WATCHES, "token_watches", REFUSED_NOT_ALLOWED,                                  \
      "This token is for watching: publishing needs a speaker's.")                                 \
    X(REASON_GREEN_ROOM_CLOSED, "green_room_closed", REFUSED_NOT_ALLOWED,                          \
      "The green room is for those on the way to the stage, and for the desk.")                    \
    X(REASON_SESSION_OF_OTHER, "session_of_other", REFUSED_NOT_ALLOWED,                            \
      "This session is another person's.")

/* Addresses. */
#define REASONS_OF_ADDRESSES(X)                                                                    \
    X(REASON_NOT_FOR_YOU, "not_for_you", REFUSED_NOT_FOUND,                                        \
      "There is no such thing (any more), or not for you.")                                        \
    X(REASON_NO_SUCH_COMMAND, "no_such_command", REFUSED_NOT_FOUND,                                \
      "There is no command of this name.")                                                         \
    X(REASON_NO_SUCH_ADDRESS, "no_such_address", REFUSED_NOT_FOUND,                                \
      "There is nothing at this address.")                                                         \
    X(REASON_NO_SUCH_PAGE, "no_such_page", REFUSED_NOT_FOUND,                                      \
      "There is nothing at this address: check the link.")                                         \
    X(REASON_NO_SUCH_ROOM, "no_such_room", REFUSED_NOT_FOUND,                                      \
      "There is no room of this name: check the link.")                                            \
    X(REASON_NO_SUCH_SESSION, "no_such_session", REFUSED_NOT_FOUND,                                \
      "There is no such session (any more): begin a new one.")                                     \
    X(REASON_NO_WEBSOCKET, "no_websocket", REFUSED_NOT_FOUND,                                      \
      "There is no WebSocket at this address.")                                                    \
    X(REASON_NO_RESULT, "no_result", REFUSED_NOT_FOUND, "There is no result (yet).")               \
    X(REASON_IDS_ARE_NUMBERS, "ids_are_numbers", REFUSED_NOT_FOUND, "Ids are numbers.")            \
    X(REASON_API_IS_ELSEWHERE, "api_is_elsewhere", REFUSED_NOT_FOUND,                              \
      "The API is at /api/v1: see /api/v1/openapi.json.")                                          \
    X(REASON_ONLY_FOR_READING, "only_for_reading", REFUSED_METHOD, "This is for reading: GET it.") \
    X(REASON_POST_COMMAND, "post_command", REFUSED_METHOD,                                         \
      "POST a command's fields here, as JSON.")                                                    \
    X(REASON_POST_SECRET, "post_secret", REFUSED_METHOD, "POST {\"secret\": \"...\"} here.")       \
    X(REASON_POST_HERE, "post_here", REFUSED_METHOD, "POST it here.")                              \
    X(REASON_POST_OFFER, "post_offer", REFUSED_METHOD, "POST an SDP offer here.")                  \
    X(REASON_PATCH_OR_DELETE, "patch_or_delete", REFUSED_METHOD,                                   \
      "A session takes PATCH and DELETE.")

/* The form of what is sent. */
#define REASONS_OF_FORM(X)                                                                         \
    X(REASON_MALFORMED, "malformed", REFUSED_MALFORMED, "{problem}")                               \
    X(REASON_KEY_TOO_LONG, "key_too_long", REFUSED_MALFORMED,                                      \
      "An Idempotency-Key has at most 64 characters.")                                             \
    X(REASON_SECRET_MISSING, "secret_missing", REFUSED_MALFORMED,                                  \
      "POST {\"secret\": \"...\"} here, as the link has it.")                                      \
    X(REASON_NUMBER_NOT_GOOD, "number_not_good", REFUSED_MALFORMED,                                \
      "\"{field}\" must be a whole number from 0 to 4294967295.")                                  \
    X(REASON_NO_SUCH_REACTION, "no_such_reaction", REFUSED_MALFORMED,                              \
      "There is no reaction of this name.")                                                        \
    X(REASON_OFFER_SUBPROTOCOLS, "offer_subprotocols", REFUSED_MALFORMED,                          \
      "Offer the subprotocols plenary.v1 and bearer.<token> on this WebSocket.")                   \
    X(REASON_SOURCE_NOT_GOOD, "source_not_good", REFUSED_MALFORMED,                                \
      "What is published is a source=camera or a source=screen.")                                  \
    X(REASON_OFFER_NOT_GOOD, "offer_not_good", REFUSED_MALFORMED, "{problem}")                     \
    X(REASON_OFFER_TOO_LONG, "offer_too_long", REFUSED_MALFORMED,                                  \
      "The answer to this offer would be too long: offer fewer m-sections, or "                    \
      "codecs with shorter parameters.")                                                           \
    X(REASON_ICE_NOT_GOOD, "ice_not_good", REFUSED_MALFORMED,                                      \
      "ICE needs a=ice-ufrag of 4 to 32 and a=ice-pwd of 22 to 64 characters.")                    \
    X(REASON_SEND_JSON, "send_json", REFUSED_FORM, "Send the body as application/json, in UTF-8.") \
    X(REASON_SEND_CSV, "send_csv", REFUSED_FORM, "Send the list as text/csv, in UTF-8.")           \
    X(REASON_SEND_OFFER, "send_offer", REFUSED_FORM,                                               \
      "Send the offer as Content-Type: application/sdp.")                                          \
    X(REASON_SEND_FRAGMENT, "send_fragment", REFUSED_FORM,                                         \
      "Send the fragment as Content-Type: application/trickle-ice-sdpfrag.")                       \
    X(REASON_IF_MATCH_MISSING, "if_match_missing", REFUSED_UNCONDITIONAL,                          \
      "Send If-Match with the session's ETag, or * to restart ICE.")                               \
    X(REASON_IF_MATCH_NOT_GOOD, "if_match_not_good", REFUSED_STALE,                                \
      "If-Match takes one ETag as it was read, of what is edited.")                                \
    X(REASON_ETAG_CHANGED, "etag_changed", REFUSED_STALE,                                          \
      "The session's ETag has changed: ICE was restarted since.")

/* The server. */
#define REASONS_OF_SERVER(X)                                                                       \
    X(REASON_BUSY, "busy", REFUSED_BUSY,                                                           \
      "The server has too much to do: send it again in a moment.")                                 \
    X(REASON_COMMANDS_WAIT, "commands_wait", REFUSED_BUSY,                                         \
      "Too many commands wait for their answer: send it again in a moment.")                       \
    X(REASON_TOO_MANY_BAD_TOKENS, "too_many_bad_tokens", REFUSED_TOO_FAST,                         \
      "Too many bad tokens came from your network: come back in a minute with a good one.")        \
    X(REASON_TOO_MANY_MESSAGES, "too_many_messages", REFUSED_TOO_FAST,                             \
      "Too many messages in a short time: wait a moment.")                                         \
    X(REASON_GOING_DOWN, "going_down", REFUSED_BUSY,                                               \
      "The server is going down: come back in a moment.")                                          \
    X(REASON_GOING_DOWN_OR_FULL, "going_down_or_full", REFUSED_BUSY,                               \
      "The server is going down or full: come back in a moment.")                                  \
    X(REASON_TAKES_NO_SESSIONS, "takes_no_sessions", REFUSED_BUSY,                                 \
      "The server is going down: it takes no new sessions.")                                       \
    X(REASON_SERVER_FULL, "server_full", REFUSED_BUSY,                                             \
      "The server is full: come back in a moment.")                                                \
    X(REASON_NO_PLACE_ON_STAGE, "no_place_on_stage", REFUSED_BUSY,                                 \
      "The stage has no place left: somebody must step down first.")                               \
    X(REASON_NO_SUMMIT, "no_summit", REFUSED_NO_SUMMIT, "There is no summit on this server.")      \
    X(REASON_LOG_NOT_READ, "log_not_read", REFUSED_NO_SUMMIT,                                      \
      "The log cannot be read: see plenary log verify.")                                           \
    X(REASON_LOG_NOT_UNDERSTOOD, "log_not_understood", REFUSED_NO_SUMMIT,                          \
      "The log holds what cannot be read: see plenary log verify.")                                \
    X(REASON_LOG_FAILED, "log_failed", REFUSED_LOG_FAILED, "{problem}")                            \
    X(REASON_LOG_FULL, "log_full", REFUSED_FULL, "{problem}")                                      \
    X(REASON_VOTE_KEY_LOST, "vote_key_lost", REFUSED_CONFLICT,                                     \
      "The key of this vote is not on this server, so no ballot can be added. Ask "                \
      "for the motion to be withdrawn and voted on again.")                                        \
    X(REASON_BALLOT_NOT_KEPT, "ballot_not_kept", REFUSED_FULL,                                     \
      "The ballot cannot be kept now: send it again in a moment.")

#define REASON_TABLE(X)                                                                            \
    REASONS_OF_COMMANDS(X)                                                                         \
    REASONS_OF_INVITATIONS(X)                                                                      \
    REASONS_OF_ENTRY(X)                                                                            \
    REASONS_OF_PEOPLE(X)                                                                           \
    REASONS_OF_LISTS(X)                                                                            \
    REASONS_OF_ROOMS(X)                                                                            \
    REASONS_OF_PROGRAMME(X)                                                                        \
    REASONS_OF_STAGE(X)                                                                            \
    REASONS_OF_LAYOUTS(X)                                                                          \
    REASONS_OF_HANDS(X)                                                                            \
    REASONS_OF_QUESTIONS(X)                                                                        \
    REASONS_OF_CHAT(X)                                                                             \
    REASONS_OF_CAPTIONS(X)                                                                         \
    REASONS_OF_MOTIONS(X)                                                                          \
    REASONS_OF_VOTES(X)                                                                            \
    REASONS_OF_SESSIONS(X)                                                                         \
    REASONS_OF_ADDRESSES(X)                                                                        \
    REASONS_OF_FORM(X)                                                                             \
    REASONS_OF_SERVER(X)

enum reason {
    REASON_NONE = 0, /* it is not refused */
#define X(reason, id, refusal, sentence) reason,
    REASON_TABLE(X)
#undef X
        REASON_COUNT
};

const char *reason_id(enum reason reason);
const char *reason_sentence(enum reason reason); /* with its {names} */
enum summit_refusal reason_refusal(enum reason reason);
int reason_status(enum reason reason);

/* What sentences name. */
#define REASON_NUMBERS(X)                                                                          \
    X(count)                                                                                       \
    X(hand)                                                                                        \
    X(id)                                                                                          \
    X(item) X(location) X(most) X(own) X(person) X(revision) X(room) X(seat) X(seconds) X(total)
#define REASON_TEXTS(X)                                                                            \
    X(entities) X(entity) X(field) X(given) X(problem) X(record) X(role) X(roles)

/* A reason with the values of its sentence; texts are borrowed. */
struct grounds {
    enum reason reason;
#define X(name) int64_t name;
    REASON_NUMBERS(X)
#undef X
#define X(name) struct bytes name;
    REASON_TEXTS(X)
#undef X
};

enum {
    SENTENCE_MAX = 400,
    REASON_TEXT_MAX = 320, /* of a value; what is longer is cut */
    REASON_VALUES_MAX = 6 * REASON_TEXT_MAX + 300,
};

/* The same in words. */
struct refusal {
    enum reason reason;
    char sentence[SENTENCE_MAX];
    char values[REASON_VALUES_MAX]; /* a JSON object: {"count":60} */
};

void refusal_make(struct refusal *refusal, const struct grounds *grounds);
#define refusal_because(refusal, ...)                                                              \
    refusal_make(refusal, &(const struct grounds){.reason = __VA_ARGS__})
/* What programs read of it: "code":"full","reason":"hands_full","values":{"count":60} */
void refusal_write_members(struct writer *writer, const struct refusal *refusal);
/* And with what people read, behind a comma: "detail":"..." */
void refusal_write(struct writer *writer, const struct refusal *refusal);

#endif

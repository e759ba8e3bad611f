# What the server refuses, by its reason (src/summit/reason.h). Fetched when first something is refused.

## What holds for every command
refused-only_people_may = Open your invitation first: only people of the summit may do this.
refused-banned = The organisers have excluded you from this summit. If you think that this is a mistake, write to them.
refused-banned_because = The organisers have excluded you from this summit: “{ $given }”. If you think that this is a mistake, write to them.
refused-role_may_not = That is not open to you. Who may: { $roles }. You are here as: { $role }.
refused-field_missing = Something is missing: fill in all that is needed.
refused-malformed = Something in it is too long, or not as it must be. Shorten or change it, then try again.
refused-not_there = It is not there any more. Somebody may have removed it meanwhile.
refused-not_for_you = It is not there any more, or not open to you.
refused-other_room = You work in one room, and this belongs to another.
refused-changed_meanwhile = Somebody has changed it in the meantime. Look at it as it is now, then try again.
refused-memory_full = The summit can keep no more. Tell the organisers.
refused-places_full = There is room for { $count }, and all are there. Remove one first.
refused-list_not_seen = Your role does not see this list.

## Invitations
refused-person_is_banned = This person is banned: lift the ban first.
refused-expires_before_sent = This invitation would have expired before it is sent: let it be valid for longer.
refused-desk_invited_by_director = Only a director invites directors and moderators.
refused-invitation_of_other_device = This invitation was opened on another device, and the organisers have been told. Ask them for a new one.
refused-invitation_unknown = This invitation is not known: open the whole link as it was sent to you.
refused-invitation_revoked = This invitation was taken back: ask the organisers for a new one.
refused-invitation_expired = This invitation has run out: ask the organisers for a new one.

## Sessions
refused-no_session = This browser is not signed in (any more): open your invitation again.
refused-session_ended = Your session has ended: open your invitation again.
refused-session_revoked = Your invitation was taken back by the organisers. Ask them for a new one.
refused-session_replaced = You were sent a new invitation, and the old one has ended. Open the link that was sent to you last.
refused-session_removed = The organisers have taken you off the list of this summit. If you think that this is a mistake, write to them.
refused-session_not_valid = This browser is not signed in any more: open your invitation again, or ask for a new one.
refused-no_director = Open a director’s invitation first.
refused-only_director = Only a director may do this.
refused-foreign_page = A page of another site may not do this. Open the summit’s own page.
refused-token_not_good = This invitation is not valid (any more): ask the organisers for a new link.
refused-too_many_bad_tokens = From this network came many invitations that are not valid. Wait a minute, then open yours again.
refused-token_of_other_room = This link is for another room: ask the organisers for the right one.
refused-token_watches = This link is for watching only: ask the organisers for a speaker’s link.
refused-green_room_closed = The green room is for those on the way to the stage, and for the desk.

## Entering a room
refused-no_such_room = There is no room of this name: check the link, or ask the organisers for a new one.
refused-no_lobby = This room has no lobby: the door is open.
refused-refused_at_lobby = You were not let in. A moderator can still do so.
refused-not_in_lobby = This person does not wait in the lobby any more.
refused-desk_not_sent_out = Directors and moderators cannot be sent out of a room.
refused-person_unknown = This person is not at the summit any more.
refused-room_unknown = This room does not exist any more.
refused-sent_out = You were sent out of this room. A moderator can let you in again.
refused-sent_out_because = You were sent out of this room: “{ $given }”. A moderator can let you in again.
refused-room_locked = The room is locked: nobody new may enter at present.
refused-wait_in_lobby = A moderator sees that you wait in the lobby, and will let you in.

## People, delegations and proxies
refused-country_not_good = A country is two capital letters (ISO 3166-1), such as KE.
refused-voters_fixed = A vote is open: who may vote cannot change until it is closed.
refused-weights_fixed = A vote is open: the weight of votes cannot change until it is closed.
refused-motion_is_open = A vote is open: close it first.
refused-location_has_people = People still belong to this delegation: move or remove them first.
refused-location_has_proxy = This delegation has given its vote to another, or votes for another: end that first.
refused-desk_appointed_by_director = Only a director appoints and dismisses directors and moderators.
refused-remove_self = You cannot remove yourself.
refused-ban_self = You cannot ban yourself.
refused-vote_of_other_location = You may give away the vote of your own delegation alone.
refused-whose_vote = You belong to no delegation: choose whose vote it is.
refused-own_proxy = A delegation cannot give its vote to itself.
refused-observer_gives_no_vote = An observer has no vote to give.
refused-proxy_gave_vote_away = That delegation has itself given its vote away.
refused-votes_for_another = Your delegation votes for another one, so it cannot give its vote away.

## Lists of people and delegations
refused-list_is_empty = The list is empty.
refused-column_unknown = The column “{ $given }” is not known. Rename it, or leave it out.
refused-column_twice = The column “{ $field }” is there twice.
refused-columns_not_named = The first row must name the columns; “name” or “location” must be among them.
refused-row_is_empty = The row has neither a name nor a delegation.
refused-row_too_large = The row is too large.
refused-row_too_long = The row has more than 32 cells.
refused-row_not_utf8 = The row is not UTF-8: save the list as UTF-8.
refused-quote_not_closed = A quotation mark is not closed.
refused-quote_and_more = Something stands between a closing quotation mark and the next separator.
refused-quote_inside = A quotation mark stands inside a cell: put the whole cell in quotation marks and double those inside.
refused-cell_has_control = In “{ $field }” stands a character that cannot be read: type it again.
refused-cell_too_long = “{ $field }” is too long: { $count } bytes, and at most { $most } are allowed.
refused-cell_no_language = “{ $field }” must be a language tag such as en or pt-BR.
refused-cell_no_number = “{ $field }” must be a whole number from 0 to 1,000,000.
refused-cell_no_role = There is no role “{ $given }”.
refused-cell_no_room = There is no room “{ $given }”.
refused-country_missing = This delegation is new, so “country” must say where it is: two capital letters (ISO 3166-1).
refused-location_is_there = This delegation is there already.
refused-rows_not_good = Rows that must be mended: { $count } of { $total }. Nothing was imported.
refused-too_many_at_once = That is too much at once: divide it.
refused-too_many_people = At most 4096 people at once.
refused-person_not_invited = One of them cannot be invited, for instance because they are banned; so nobody was.
refused-all_are_invited = All of these have a good invitation already.

## Rooms and the programme
refused-slug_not_good = A room’s short name is of lower-case letters, digits and hyphens.
refused-slug_taken = Another room has this short name already.
refused-times_not_good = The end must come after the start, and within seven days.
refused-day_has_item = Something is planned on this day: move or remove it first.
refused-running_item_stays = It is running: finish it before it changes rooms.
refused-item_is_running = It is running: finish it first.
refused-item_before_itself = It cannot stand before itself.
refused-item_not_started = It has not begun yet.

## The stage
refused-person_banned = This person is banned.
refused-on_other_stage = This person is on the stage of another room, or on the way to it.
refused-seat_of_other = This seat is somebody else’s.
refused-already_on_stage = You are on the stage: step down instead.
refused-stage_not_accepted = Accept the invitation to the stage first.
refused-stage_full = Seats on the stage: { $count }, and all are taken. Somebody must step down first.
refused-no_place_on_stage = The stage has no place left: somebody must step down first.
refused-speaker_not_ready = They are not ready yet: their camera has not been checked.
refused-not_on_stage = Only who is on the stage shares a screen.
refused-seat_not_on_stage = Somebody of these is not on the stage any more. Look again, then try once more.
refused-order_not_whole = Somebody has come to the stage or left it meanwhile. Order all { $count } anew.
refused-layout_shows_fewer = This layout shows at most { $count }.
refused-warning_too_early = The warning must come after the beginning of the speaking time.
refused-offer_not_good = The server does not understand how this browser sends picture and sound. Bring the browser up to date, or take another one.

## Hands and questions
refused-hand_is_up = Your hand is up already.
refused-hands_full = Hands that are up: { $count }. Wait until some were called.
refused-hand_of_other = This hand is somebody else’s.
refused-hand_not_up = One of these hands is not up any more. Look again, then try once more.
refused-hand_was_called = This hand was called already.
refused-no_anonymous_questions = This summit has no anonymous questions: ask in your name.
refused-questions_waiting = Questions of yours that wait for a moderator: { $count }. Wait for these first.
refused-own_question = Your own question has your voice already.
refused-upvotes_full = No more support can be counted.
refused-question_not_accepted = A moderator must accept the question first.

## The chat
refused-chat_off = The chat of this room is off.
refused-chat_banned = A moderator has asked you not to write in the chat for now.
refused-chat_slow = The chat is in slow mode: write again in { $seconds } s.
refused-too_many_messages = That was too fast. Wait a moment, then go on.
refused-caption_language = In “{ $given }” no captions are written in this room.
refused-caption_empty = Write something first.
refused-caption_not_a_line = A caption is one line of at most { $most } bytes.
refused-captions_too_fast = That was too fast: at most { $count } captions a second.
refused-captions_full = Captions are written in { $count } languages here already.
refused-message_empty = The message is empty.
refused-message_of_other_room = This message is of another room.
refused-desk_not_silenced = Directors and moderators cannot be silenced in the chat.

## Votes
refused-choices_too_few = A list of choices needs at least two.
refused-motion_not_draft = This motion is no draft any more: what is voted on cannot change.
refused-no_location_votes = No delegation has a vote: give some of them a weight first.
refused-motion_not_open = This vote is not open.
refused-ballots_cannot_be_counted = The ballots of this vote cannot be counted: their key is not on this server. Withdraw the motion and vote again.
refused-motion_decided = What was decided cannot be withdrawn.
refused-location_observes = Your delegation takes part as an observer: it has no vote.
refused-vote_given_away = Your delegation gave its vote to another one: take it back first.
refused-already_voted = Your delegation has voted already, and a vote that was cast does not change.
refused-no_such_choice = There are { $count } choices: take one of these.
refused-vote_not_given = That delegation has not given you its vote.
refused-no_location = You belong to no delegation, and delegations vote.
refused-vote_not_begun = Voting has not begun.
refused-vote_is_closed = Voting is closed.
refused-no_result = There is no result yet.
refused-vote_key_lost = The key of this vote is not on this server, so no ballot can be added. Ask for the motion to be withdrawn and voted on again.
refused-ballot_not_kept = Your ballot cannot be kept now: send it again in a moment.

## The server
refused-busy = The server has too much to do: try again in a moment.
refused-commands_wait = Too much of yours waits for its answer: try again in a moment.
refused-going_down = The server is being restarted: it is there again in a moment.
refused-takes_no_sessions = The server is being restarted: it is there again in a moment.
refused-server_full = The server is full: try again in a moment.
refused-no_summit = There is no summit on this server. Check the address, or ask the organisers.
refused-log_not_read = The server cannot read its records. Tell the organisers.
refused-log_not_understood = The server does not understand its records. Tell the organisers.
refused-log_failed = The server could not write it down, so it was not done. Try again in a moment; if it stays so, tell the organisers.
refused-log_full = The server’s disk is full, so it was not done. Tell the organisers.

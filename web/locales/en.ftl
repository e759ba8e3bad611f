hall-title = { $room } · Plenary
speaker-title = Speaker · { $room }
clock = { DATETIME($now, weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit") }
language = Language
appearance-dark = Dark appearance
appearance-light = Light appearance
viewers = { $count ->
    [one] { $count } watching
   *[other] { $count } watching
}
state-connecting = Connecting
state-live = Live
state-weak = Network weak
state-reconnecting = Reconnecting
state-connecting-long = Connecting to the hall …
state-reconnecting-long = The connection is lost. We reconnect by ourselves.
state-weak-long = Your line is weak: the picture may be coarse for a while.
state-weak-choose = Your line is weak: the picture may be coarse for a while. “Save data” or “Sound only” below need less.
stage-empty = The stage is empty
stage-empty-long = The picture comes by itself as soon as somebody takes the stage.
stage-shows = On stage: { $names }
stage-now = On stage
stage-nobody = Nobody is on stage.
stage-label = Stage
seat-unnamed = Speaker
seat-standby = Test picture
sound-on = Turn on sound
sound-on-long = Your browser waits for your permission to play sound.
mute = Mute
unmute = Unmute
volume = Volume
fullscreen = Full screen
fullscreen-leave = Leave full screen
picture-in-picture = Small window
refused-no-token = This link lacks its invitation
refused-no-token-long = Open the whole link that you were sent: it ends in #token=… and a long word. If you have lost it, ask the organiser for a new one.
refused-401 = This invitation is not valid (any more)
refused-401-long = It may have run out. Ask the organiser for a new link.
refused-403 = This invitation is for something else
refused-403-long = It may be for another room, or for watching only. Ask the organiser for the right link.
refused-404 = There is no such room
refused-404-long = Check the link, or ask the organiser for a new one.
refused-other = The server cannot let you in
refused-other-long = It says: { $detail }
refused-blocked = Your network blocks a part of this page
refused-blocked-long = Something in your network blocks WebSockets: you are not told what happens here. Try another network, or ask your technician to allow WebSockets to { $detail }. We go on trying.
refused-elsewhere = You go on in another tab or on another device
refused-elsewhere-long = Your picture and sound come from there. To send them from here, press “Try again”.
try-again = Try again
speaker-heading = Speaker
preview-label = Your camera, as you see yourself
return-label = What the hall sees
return-note = The hall’s picture, without sound
camera = Camera
microphone = Microphone
device-unnamed = Device { $number }
level = Microphone level
take-stage = Take the stage
leave-stage = Leave the stage
camera-off = Turn camera off
camera-on = Turn camera on
microphone-off = Mute microphone
microphone-on = Unmute microphone
speaker-asking = Your browser asks for camera and microphone: please allow both.
speaker-ready = Ready. Nobody sees you yet.
speaker-connecting = Going on stage …
speaker-waiting = Connected: waiting for a place on the stage.
speaker-live = You are live
speaker-weak = You are live, but your line is weak
speaker-reconnecting = The connection is lost. We reconnect by ourselves.
speaker-left = You have left the stage
media-denied = The browser may not use your camera and microphone
media-denied-long = Allow both beside the address bar (or in the system’s settings), then press “Try again”.
media-missing = No camera or microphone was found
media-missing-long = Plug one in, then press “Try again”.
media-busy = The camera or microphone is in use
media-busy-long = Close the other program that uses it, then press “Try again”.
media-other = The camera or microphone cannot be used
microphone-silent = Your microphone is silent
microphone-silent-long = Check that it is not muted, or choose another one.
camera-lost = The camera was unplugged
camera-lost-long = Your voice goes on. Plug it in again, or choose another one.
door-speaker = You are invited to speak.
door-named-speaker = You are invited to speak, { $name }.
door-hall = You are invited to watch and listen.
door-named-hall = You are invited to watch and listen, { $name }.
door-enter-speaker = Go to your place
door-enter-hall = Enter the hall
door-closed = Welcome
door-closed-long = To enter a hall, open the link that the organiser sent you. Your equipment can be checked here at any time.
door-checks = Before you enter
door-checks-long = A minute now spares you trouble later. Nobody sees or hears you here.
check-line = Line to the hall
check-line-wait = Checking whether pictures and sound reach you …
check-line-good = The line is good: { $ms } ms to the hall and back.
check-line-weak = The line is weak ({ $ms } ms to the hall and back). Use a cable, move closer to the router, or close other programs that use the network.
check-line-blocked = This page reaches you, but pictures and sound do not: your network blocks UDP. Try another network, or ask your technician to allow UDP to { $host }.
check-sound = Loudspeaker
check-sound-long = We play three short notes.
check-sound-play = Play the notes
check-sound-ask = Did you hear three notes?
check-sound-good = You will hear the hall.
check-sound-none = Turn up the volume, see which loudspeaker or headphones your system uses, then play the notes again.
check-devices = Camera and microphone
check-devices-long = See yourself as the hall will see you. The picture does not leave this device.
check-devices-start = Start the test
check-devices-speak = Say a few words: the bar below moves when we hear you.
check-devices-good = Camera and microphone work.
yes = Yes
no = No

## Sign-in, wall and booth
refused-no-session = Open your invitation first
refused-no-session-long = This browser does not know you (any more). Open the link that you were sent, or ask the organiser for a new one.
refused-over = You are not signed in to this summit any more
refused-over-long = Open the link that you were sent last, or ask the organiser for a new one.
refused-entry = You may not enter this room now
refused-entry-long = The summit says: { $detail }
booth-heading = Interpreters’ booth
booth-later = Interpretation by voice comes in a later version.
booth-not = Captions are written by interpreters, moderators and directors. You see and hear the stage here; to take part, go to the hall.
booth-language = You write in
booth-write = Write in { $language } what is said
booth-send = Send this line
booth-reads = What the room reads
booth-nothing = Nobody has written in this language yet.
booth-keys = Enter sends a line. What you have not finished is shown while you write it; a long line is sent up to its last word.
booth-lost = Not connected: your words stay here. Press Enter again as soon as you are.
captions = Captions
captions-off = Off
captions-language = Language
captions-written = { $language } (being written)
captions-none = Nobody is writing captions yet. They appear by themselves.
captions-none-in = Nobody is writing in { $language } now. There are captions in: { $languages }
captions-size = Text size
captions-size-small = Small
captions-size-medium = Medium
captions-size-large = Large
captions-aloud = Let my screen reader read them out
to-door = To the door
to-hall = To the hall

## The stage

stage-hold = The sitting will go on in a moment
stage-muted = muted
## Hall
hall-tabs = What goes on in the room
hall-tab-stage = Stage
hall-tab-programme = Agenda
hall-tab-hands = Floor
hall-tab-questions = Questions
hall-tab-chat = Chat
hall-tab-votes = Votes
hall-tab-people = People
hall-badge-chat = new messages
hall-badge-votes = votes to cast
hall-badge-hands = your place in the queue
hall-close = Close
hall-now = Now
hall-next = Next
hall-over = Over
hall-late = { $count ->
    [one] About { $count } minute late
   *[other] About { $count } minutes late
}
hall-days = Days
hall-zone = Times are yours: { $own }
hall-zones = Times are yours ({ $own }); below them those of the host ({ $host })
hall-programme-empty = There is no programme yet.
hall-hands = { $count ->
    [0] The queue
    [one] The queue: { $count } hand
   *[other] The queue: { $count } hands
}
hall-hands-none = No hand is up.
hall-hands-more = { $count ->
    [one] and { $count } more
   *[other] and { $count } more
}
hall-hand-mode-arrival = In the order in which they were raised
hall-hand-mode-fair = Who has not spoken yet comes first
hall-hand-called = Called
hall-hand-up = Your hand is up. Your place in the queue:
hall-hand-place = { $count ->
    [one] of { $count }
   *[other] of { $count }
}
hall-hand-is-up = Hand up: { $place }
hall-hand-lower = Lower my hand
hall-hand-raise = Raise hand
hall-hand-topic = What you would speak about
hall-hand-topic-hint = A word or two, if you like
hall-hand-language = The language you would speak
hall-question = Your question
hall-question-hint = One question, in your own language
hall-question-anonymous = Ask without my name
hall-question-ask = Ask
hall-question-nobody = Asked without a name
hall-question-own = Yours
hall-question-support = { $count ->
    [one] I want to know this too ({ $count } so far)
   *[other] I want to know this too ({ $count } so far)
}
hall-question-supported = { $count ->
    [one] { $count } wants to know this, you too
   *[other] { $count } want to know this, you too
}
hall-questions-waiting = { $count ->
    [one] { $count } question of yours waits for a moderator.
   *[other] { $count } questions of yours wait for a moderator.
}
hall-questions-none = No question was asked yet.
hall-answered-live = Answered on stage
hall-answer = The answer
hall-chat-of = Whose chat
hall-chat-room = The room
hall-chat-pinned = Pinned
hall-chat-none = Nobody has written here yet.
hall-chat-newer = Newer messages
hall-chat-write = Write a message
hall-chat-send = Send
hall-chat-reading = You read along: writing is not open to you.
hall-chat-off = The chat is off for now.
hall-chat-banned = A moderator has asked you not to write before { $time }.
hall-chat-slow = { $count ->
    [one] Slow mode: one message a second
   *[other] Slow mode: one message every { $count } seconds
}
hall-chat-wait = { $count ->
    [one] Slow mode: you can write again in { $count } second.
   *[other] Slow mode: you can write again in { $count } seconds.
}
hall-yes = Yes
hall-no = No
hall-abstain = Abstain
hall-votes-none = Nothing is put to the vote yet.
hall-motion-draft = To come
hall-motion-open = Voting is open
hall-motion-closed = Decided
hall-mode-open = Open vote, by roll-call
hall-mode-secret = Secret vote
hall-majority-simple = simple majority
hall-majority-absolute = absolute majority
hall-majority-two_thirds = two thirds
hall-majority-three_quarters = three quarters
hall-vote-called = A vote is open: { $title }. Press V to go to it.
hall-vote-none = You have no vote on this.
hall-vote-for = You vote for:
hall-vote-choices = Your choice
hall-vote-open = Everybody will see how you voted. A vote that was cast cannot be changed.
hall-vote-secret = Nobody will see how you voted. A vote that was cast cannot be changed.
hall-vote-cast = { $count ->
    [one] Cast the vote
   *[other] Cast { $count } votes
}
hall-vote-casting = Your vote is being sealed …
hall-vote-done = Your vote is counted
hall-vote-secret-done = Your secret vote is counted
hall-vote-final = It stands: a vote that was cast cannot be changed.
hall-proxy = The vote of your delegation
hall-proxy-long = Another delegation can vote for yours while you cannot be here.
hall-proxy-begin = Give a proxy
hall-proxy-whom = Which delegation
hall-proxy-give = Let it vote for us
hall-proxy-cancel = Cancel
hall-proxy-lacks = Choose a delegation from the list.
hall-proxy-given = It is cast by
hall-proxy-revoke = Take it back
hall-outcome-carried = Carried
hall-outcome-rejected = Rejected
hall-outcome-no_quorum = No quorum: nothing is decided
hall-turnout = { $count ->
    [one] Turnout, of { $count } vote
   *[other] Turnout, of { $count } votes
}
hall-quorum = Present: { $present }; needed: { $quorum }
hall-result-csv = The result as a table (CSV)
hall-people-watching = { $count ->
    [one] watching
   *[other] watching
}
hall-people-locations = { $count ->
    [one] delegation
   *[other] delegations
}
hall-people-countries = { $count ->
    [one] country
   *[other] countries
}
hall-people-heads = { $count ->
    [one] person there
   *[other] people there
}
hall-people-present = { $count ->
    [one] { $count } delegation is here now.
   *[other] { $count } delegations are here now.
}
hall-people-search = Search a delegation or country
hall-people-list = { $count ->
    [one] Delegations: { $count } line
   *[other] Delegations: { $count } lines
}
hall-people-none = Nothing is called that.
hall-people-here = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
hall-react-applause = Applause
hall-react-heart = Heart
hall-react-laughter = Laughter
hall-react-surprise = Surprise
hall-clock = Speaking time left
hall-quality = Picture quality
hall-quality-auto = Automatic
hall-quality-low = Save data
hall-quality-audio = Sound only
hall-sound-alone = You hear the room, without pictures.
hall-show-pictures = Show pictures
entry-lobby = You are in the lobby
entry-lobby-long = A moderator sees that you wait, and will let you in.
entry-locked = The room is locked
entry-locked-long = Nobody new may enter at present.
entry-sent_out = You were sent out of this room
entry-sent_out-long = Only a moderator can let you in again.
entry-banned = You may not take part in this summit any more
entry-banned-long = If you think that this is a mistake, write to the organiser.
entry-reason = The reason given:
entry-by-itself = Leave this page open: it goes on by itself.
said-offline = The server cannot be reached. Nothing was done: try again in a moment.
said-no_session = This browser is not signed in any more. Open your invitation again.
said-not_allowed = That is not open to you.
said-not_found = It is not there any more.
said-conflict = That is not possible now: things have changed meanwhile.
said-gone = That is over.
said-too_fast = That was too fast. Wait a little, then try again.
said-full = There are too many already. Wait a little, then try again.
said-invalid = Something in it is missing or too long.
said-banned = You may not take part any more.
said-other = The server could not do that. Try again in a moment.

## The desk
desk-title = Desk · { $room }
desk-attention = Needs attention
desk-calm = All is calm
desk-listen = Listen to the hall
desk-keys = Keyboard shortcuts
desk-keys-on = Use single keys as shortcuts
desk-key-next = Start the next item
desk-key-take = Take: put the preview on air
desk-key-layout = Choose a layout for the preview
desk-key-hold = Put the hold slate up or down
desk-key-clock = Start or stop the speaking time
desk-key-search = Search people
desk-key-help = Show this page
desk-close = Close
desk-cancel = Cancel
desk-save = Save
desk-edit = Edit
desk-reason = Reason (they will see it)
pick-hint = Type to search
pick-none = Nothing found
pick-drop = Remove { $name }
desk-form-needed = This is needed.
desk-form-long = This is too long.
desk-form-range = A whole number from { $min } to { $max }.
desk-form-title = Write a title in at least one language.
desk-form-end = The end must come after the beginning.
desk-form-stale = Somebody else has changed this meanwhile. Save again to put yours in its place.
desk-earlier = Move earlier
desk-later = Move later
desk-drag = Drag to another place
desk-tab-show = Show
desk-tab-stage = Stage
desk-tab-hands = Hands
desk-tab-questions = Questions
desk-tab-chat = Chat
desk-tab-motions = Votes
desk-tab-lobby = Lobby
desk-tab-people = People
desk-show = Run of show
desk-show-empty = Nothing is planned for this day.
desk-day = Day
desk-on-time = On time
desk-late = { $count } min late
desk-next = Next
desk-finish-last = Finish the last item
desk-item-start = Start this item
desk-item-finish = Finish this item
desk-item-new = New item
desk-item-edit = Edit the item
desk-item-remove = Remove the item
desk-item-kind = Kind
desk-item-begins = Begins
desk-item-length = Length in minutes
desk-item-speakers = Speakers
desk-item-media = File of the film
desk-item-languages = Languages spoken; none: those of the room
desk-item-about = What it is about
desk-item-no-day = No day
desk-day-new = New day
desk-day-edit = Edit the day
desk-day-remove = Remove the day
desk-day-ends = Ends
desk-began = Began at
desk-left = { $time } left
desk-over = { $count } min over
desk-finished = Ended { $time }
desk-expected = about { $time }
desk-kind-speech = Speech
desk-kind-panel = Panel
desk-kind-vote = Vote
desk-kind-playout = Film
desk-kind-break = Break
desk-preview = PREVIEW
desk-on-air = ON AIR
desk-take = Take
desk-layouts = Layout of the preview
desk-layout-solo = Solo
desk-layout-pair = Pair
desk-layout-panel = Panel
desk-layout-slides_speaker = Slides + speaker
desk-layout-slides = Slides only
desk-preview-all = Shows everybody on stage, in their order
desk-preview-first = Shows whoever sits first on stage
desk-preview-order = Seats in the preview, the main one first
desk-preview-drop = Take out of the preview
desk-hold-on = Hold slate
desk-hold-off = Slate down
desk-hold-put-up = Put up
desk-hold-long = The hall sees these words instead of the stage until the slate comes down.
desk-hold-text = Words on the slate
desk-hold-shown = Please stand by
desk-on-stage = On stage ({ $count })
desk-green-room = Green room ({ $count })
desk-stage-empty = Nobody is on stage. Invite somebody from People or Hands.
desk-green-room-empty = Nobody is on the way to the stage.
desk-screen = Screen
desk-signal = Picture and sound
desk-signal-sound = Sound only
desk-no-signal = No signal
desk-line = { $rate } kbit/s · { $loss } % lost
desk-line-weak = Line is weak
desk-line-frozen = Picture frozen
desk-to-preview = Show in the preview
desk-mute-audio = Mute microphone
desk-unmute-audio = Unmute microphone
desk-mute-video = Hide camera
desk-unmute-video = Show camera
desk-mute-reason = Why? They will see it
desk-seat = To the stage
desk-unseat = Take off the stage
desk-uninvite = Withdraw the invitation to the stage
desk-invite = Invite to the stage
desk-floor-invited = Invited
desk-floor-accepted = In the green room
desk-floor-ready = Ready
desk-floor-seated = On stage
desk-clock = Speaking time
desk-clock-idle = Nobody’s time runs
desk-clock-nobody = No name
desk-clock-length = Length
desk-clock-start = Start time
desk-clock-stop = Stop
desk-clock-over = Time is over
desk-clock-give = Start their speaking time
desk-minutes = { $count } min
desk-hands = Raised hands
desk-hands-up = Hands ({ $count })
desk-hands-none = No hand is raised.
desk-hand-called = Has the floor
desk-hand-call = Call
desk-hand-skip = Skip
desk-hand-done = Done
desk-waits = { $count } min
desk-fair = Fair order
desk-fair-long = Those who have spoken least come first
desk-questions-new = New ({ $count })
desk-questions-accepted = Accepted ({ $count })
desk-questions-done = Answered ({ $count })
desk-questions-none = No question here.
desk-anonymous = Anonymous
desk-upvotes = Wanted by { $count }
desk-accept = Accept
desk-reject = Reject
desk-answered-live = Answered live
desk-answer = Answer in writing
desk-answer-send = Publish the answer
desk-question-answered_live = Answered live
desk-question-answered_in_writing = Answered in writing
desk-chat = Chat
desk-chat-mode = Who may write
desk-chat-open = Open
desk-chat-slow = Slow
desk-chat-off = Off
desk-chat-none = Nobody has written yet.
desk-chat-write = Write to the hall
desk-chat-send = Send
desk-pin = Pin above the chat
desk-unpin = Unpin
desk-silence = Silence in the chat for 15 minutes
desk-delete = Delete
desk-motions = Motions
desk-motion-new = New motion
desk-motion-edit = Edit the motion
desk-motion-title = Title
desk-motion-text = Text
desk-motions-none = There are no motions in this room.
desk-motion-draft = Draft
desk-motion-open = Vote is open
desk-motion-closed = Closed
desk-motion-withdrawn = Withdrawn
desk-options = Choices
desk-options-yes_no_abstain = Yes, no, abstain
desk-options-choice = A list of choices
desk-choice = Choice { $number }
desk-choice-add = Add a choice
desk-choice-drop = Remove this choice
desk-mode = Ballot
desk-mode-roll_call = Roll call
desk-mode-secret = Secret
desk-majority = Majority
desk-majority-simple = Simple
desk-majority-absolute = Absolute
desk-majority-two_thirds = Two thirds
desk-majority-three_quarters = Three quarters
desk-quorum-percent = Quorum, in percent
desk-quorum = Quorum { $percent } %
desk-quorum-there = Quorum reached
desk-quorum-here = Enough delegations for the quorum are here
desk-quorum-lacks = Quorum not yet reached
desk-quorum-missed = No quorum
desk-secret-note = The votes of a secret ballot are counted at the close.
desk-here = Here
desk-here-of = { $here } of { $entitled }
desk-turnout = Turnout
desk-turnout-of = { $cast } of { $entitled }
desk-vote-yes = Yes
desk-vote-no = No
desk-vote-abstain = Abstain
desk-vote-open = Open the vote
desk-vote-close = Close the vote
desk-withdraw = Withdraw
desk-outcome-none = No decision
desk-outcome-carried = Carried
desk-outcome-rejected = Rejected
desk-outcome-no_quorum = No quorum
desk-result-csv = Result as a table (CSV)
desk-lobby = Waiting in the lobby
desk-lobby-on = Lobby is on
desk-lobby-off = Lobby is off
desk-lobby-long = With the lobby on, a moderator admits each newcomer
desk-lobby-none = Nobody waits at the door.
desk-lobby-closed = The door is open: nobody has to wait.
desk-lock = Lock the room
desk-locked = Room is locked
desk-lock-long = Nobody new may enter a locked room
desk-admit = Admit
desk-admit-all = Admit all
desk-refuse = Refuse
desk-people = People
desk-people-search = Search name, office, delegation, country
desk-people-loading = Loading the people …
desk-people-found = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
desk-role = Role
desk-role-all = All roles
desk-role-director = Director
desk-role-moderator = Moderator
desk-role-speaker = Speaker
desk-role-interpreter = Interpreter
desk-role-delegate = Delegate
desk-role-press = Press
desk-role-viewer = Viewer
desk-role-banned = Banned
desk-person-gone = This person is not at the summit any more.
desk-person-title = Office
desk-person-location = Delegation
desk-person-spoken = Had the floor
desk-name = Name
desk-language = Language
desk-language-none = Not known
desk-room = Room
desk-room-all = All rooms
desk-room-edit = Edit the room
desk-room-edit-label = Edit { $room }
desk-room-languages = Languages of interpretation; none: those of the summit
desk-room-plenary = Plenary hall
desk-room-commission = Commission
desk-room-booth = Interpreters’ booth
desk-room-here = You are here
desk-room-go = To its desk
desk-rooms = Rooms
desk-summit-edit = Edit the summit
desk-summit-languages = Languages, the first one its default
desk-summit-anonymous = Questions may be asked without a name
desk-person-new = New person
desk-person-edit = Edit the person
desk-person-email = E-mail
desk-places = Delegations
desk-places-search = Search delegation, country
desk-places-found = { $count ->
    [one] { $count } delegation
   *[other] { $count } delegations
}
desk-places-proxies = Proxies only
desk-place-new = New delegation
desk-place-edit = Edit the delegation
desk-place-country = Country
desk-place-zone = Time zone
desk-place-heads = People there
desk-place-vote = Weight of its vote; 0: an observer
desk-place-weight = Vote: { $count }
desk-place-observer = Observer
desk-place-proxy = { $name } votes for it
desk-place-votes-for = Votes for { $count }
desk-proxies = Who votes for whom
desk-proxy-by = Its vote is cast by
desk-proxy-for = It also votes for
desk-proxy-revoke = Revoke the proxy
desk-proxy-revoked = The proxy is revoked.
desk-times = { $count }×
desk-invitation = Invitation to the summit
desk-invitation-issued = Not opened yet
desk-invitation-opened = Opened
desk-invitation-revoked = Revoked
desk-invitation-until = until { $time }
desk-invitation-misused = Tried on another device: { $count }×
desk-issue = Issue an invitation
desk-issue-days = Valid for
desk-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
desk-revoke = Revoke
desk-link-once = This link is shown only now. Copy it and send it on a safe way; nobody can read it here again.
desk-copy = Copy the link
desk-copied = Copied
desk-card = Card to print
desk-invitations = Invitations for many
desk-invitations-whom = For whom
desk-invitations-for = { $count ->
    [one] For the { $count } person who was imported
   *[other] For the { $count } people who were imported
}
desk-invitations-as = As
desk-invitations-html = Cards to print
desk-invitations-csv = Table for a mailing (CSV)
desk-invitations-again = Also those who have a good invitation already
desk-invitations-go = Issue them
desk-invitations-once = The links are in these files alone. Download them now and keep them safe.
desk-invitations-file = Download file { $number }
desk-invitations-lose = Close without the files
desk-invitations-lose-long = These invitations were issued, and their links have not been downloaded. Nobody can read them later.
desk-import = Import a list
desk-import-long = A table of delegations and people, saved as CSV. Its first row names the columns, in any order; those not needed may be left out. It is tried first: nothing is added before you say so.
desk-import-template = A table to begin with
desk-import-file = The list (CSV)
desk-import-reading = It is being tried …
desk-import-good = Every row is good. To be added:
desk-import-bad = Rows to mend
desk-import-more = { $count } more
desk-import-line = Line { $number }
desk-import-done = Added:
desk-import-invite = Invite these people
desk-import-go = Import
desk-import-large = This list is larger than 8 MiB. Divide it in two.
desk-import-unread = This file cannot be read. Choose it once more.
desk-order = Order
desk-eject = Send out of the room
desk-ban = Ban
desk-unban = Lift the ban
desk-remove = Remove from the summit
desk-dismiss = Dismiss
desk-concern-lost = The desk has lost the server: what you see may be old
desk-concern-line = The picture from the hall reaches this desk badly
desk-concern-gone = { $name } is on stage without a signal
desk-concern-weak = The line of { $name } is weak: { $percent } % is lost
desk-concern-frozen = The picture of { $name } stands still
desk-concern-silent = { $name } is on stage without sound
desk-concern-over = The running item is { $count } min over
desk-concern-late = The next item should have begun { $count } min ago
desk-concern-absent = { $name } comes next and is not in the green room
desk-concern-clock = Speaking time is over by { $count } min
desk-concern-hold = The hold slate is up
desk-concern-hand = A hand has been up for { $count } min
desk-concern-lobby = { $count ->
    [one] { $count } person waits in the lobby
   *[other] { $count } people wait in the lobby
}
desk-concern-alert = The invitation of { $name } was tried on a second device
refused-desk = This desk is for directors and moderators
refused-desk-long = Your invitation leads to another page: open the link that you were sent once more, or ask the organiser.

## Door
door-opening = Opening your invitation …
door-programme = Programme
door-now = Now
door-next = Next
door-host-time = { $time } at the host’s
door-one-zone = Times are yours and the host’s: { $own }.
door-two-zones = Times are yours ({ $own }); beside them the host’s ({ $host }).
door-no-programme = The programme is not published yet.
door-over = The programme is over. Thank you for having been here.
door-welcome = Welcome,
door-role-viewer = You are here as a viewer
door-role-press = You are here as press
door-role-delegate = You are here as a delegate
door-role-interpreter = You are here as an interpreter
door-role-speaker = You are here as a speaker
door-role-moderator = You are here as a moderator
door-role-director = You are here as a director
door-enter-desk = Go to the desk
door-enter-booth = Go to your booth
door-enter-room = Enter
door-enter-room-label = Enter: { $room }
door-rooms = Rooms
door-lobby-room = A moderator lets you in: enter and wait a moment.
door-closed-room = You may not enter this room now. Ask the organiser.
door-refused-other_device = This invitation was opened on another device
door-refused-other_device-long = It works only there, and the organisers have been told that somebody tried again. Use that device, or ask the organiser for a new invitation.
door-refused-revoked = This invitation was taken back
door-refused-revoked-long = The organisers have revoked it. Ask them for a new one.
door-refused-expired = This invitation has run out
door-refused-expired-long = It could be opened until a certain time only. Ask the organiser for a new one.
door-refused-banned = You may not come back to this summit
door-refused-banned-long = The organisers have decided so. Only they can change it.
door-refused-not_found = This invitation is not known
door-refused-not_found-long = Perhaps the link was cut off. Open the whole link that you were sent, or ask the organiser for a new one.
door-refused-offline = The server cannot be reached
door-refused-offline-long = Your invitation has not been used up. See whether you are online, then try again.
door-refused-busy = The server has too much to do
door-refused-busy-long = Your invitation has not been used up. Wait a minute, then try again.
door-refused-other = The server cannot open this invitation
door-refused-other-long = It says the following. Ask the organiser if you do not know what to do.
check-line-closed = The line is checked as soon as you may enter.
check-line-speed = Downloads: { $mbps } Mbit/s.

## Green room
preview-seen = You, as the audience sees you
media-sound-alone = Go on without a camera
microphone-lost = The microphone was unplugged
microphone-lost-long = Nobody hears you. Plug it in again, or choose another one.
green-heading = Green room
green-none = You are not on the way to the stage
green-none-long = Stay here: when the desk invites you, you read it in this place. You can check your camera and microphone meanwhile.
green-ended = You are not on the way to the stage any more. Nobody in the hall sees or hears you.
green-invited = You are invited to the stage
green-invited-long = Accept, and your camera and microphone are checked first. Nobody in the hall sees or hears you before the desk brings you on.
green-accepted = You are in the green room
green-accepted-long = See whether your picture and sound are good, then say that you are ready. The hall does not see or hear you yet.
green-ready = You are ready
green-ready-long = The desk brings you on. Stay in the picture; the hall does not see or hear you yet.
green-seated = You are on the stage
green-seated-long = The hall sees and hears you.
green-next-now = It is your turn in a moment.
green-next-in = { $count ->
    [one] You are next in about { $count } minute.
   *[other] You are next in about { $count } minutes.
}
green-before = { $count ->
    [one] { $count } comes before you.
   *[other] { $count } come before you.
}
green-time-good = Your time
green-time-warn = Please come to an end
green-time-over = Your time is over
green-muted-audio = The desk has muted your microphone
green-muted-video = The desk has turned off your picture
green-muted-both = The desk has turned off your picture and sound
green-mute-reason = It says:
green-line-weak = Your line is weak: the hall may see a coarse picture
green-line-reconnecting = Your line is lost. We reconnect by ourselves.
green-line-refused = The server does not take your picture (any more)
green-elsewhere = Your picture and sound come from another tab or another device
green-here = Go on here
green-not-done = That was not possible
green-clock-wrong = The clock of this device is wrong
green-clock-wrong-long = Times on this page follow the summit’s clock. Set yours in the system’s settings.
green-seen = As the audience sees me
green-others = In the green room
green-is-ready = ready
green-gets-ready = gets ready
green-accept = Accept
green-decline = Decline
green-say-ready = I am ready
green-not-sent = Connecting your picture …
green-leave = Leave the green room
green-share = Share a screen
green-share-stop = Stop sharing

#!/usr/bin/python3
"""GStreamer's webrtcbin as a WHIP publisher and as a WHEP player.

gstreamer.py publish CODEC URL TOKEN   a moving ball and a tone, until SIGTERM
gstreamer.py watch CODEC URL TOKEN     ends well once FRAMES pictures were decoded and sound was heard
CODEC is VP8 or H264. Both print one line of JSON about what they saw.
"""
import json
import signal
import ssl
import sys
import urllib.request

import gi

for name, version in (('Gst', '1.0'), ('GstWebRTC', '1.0'), ('GstSdp', '1.0')):
    gi.require_version(name, version)
from gi.repository import GLib, Gst, GstSdp, GstWebRTC  # noqa: E402

FRAMES = 60
WATCH_S = 20
AUDIBLE_DB = -60
WIDTH, HEIGHT, FRAMES_A_SECOND = 320, 180, 20
SEND = {
    'VP8': 'vp8enc deadline=1 cpu-used=8 target-bitrate=500000 keyframe-max-dist=20 ! rtpvp8pay pt=96',
    'H264': 'x264enc tune=zerolatency speed-preset=ultrafast bitrate=500 key-int-max=20'
            ' ! video/x-h264,profile=constrained-baseline ! h264parse config-interval=-1'
            ' ! rtph264pay pt=96 config-interval=-1 aggregate-mode=zero-latency',
}
PARAMETERS = {'VP8': '', 'H264': ',packetization-mode=(string)1'}
DECODE = {'VP8': 'rtpvp8depay ! vp8dec', 'H264': 'rtph264depay ! avdec_h264'}


def video_caps(codec):
    return (f'application/x-rtp,media=video,encoding-name={codec},clock-rate=90000,payload=96'
            f'{PARAMETERS[codec]},rtcp-fb-nack-pli=(boolean)true')


AUDIO_CAPS = 'application/x-rtp,media=audio,encoding-name=OPUS,clock-rate=48000,payload=97'


class Session:
    def __init__(self, url, token):
        self.url, self.token = url, token
        self.loop = GLib.MainLoop()
        self.problem = None
        self.posted = False

    def start(self, pipeline):
        self.pipeline = pipeline
        self.webrtc = pipeline.get_by_name('webrtc')
        self.webrtc.connect('notify::ice-gathering-state', lambda *_: GLib.idle_add(self.post))
        bus = pipeline.get_bus()
        bus.add_signal_watch()
        bus.connect('message::error', lambda _, message: self.fail(message.parse_error()[0].message))
        bus.connect('message::element', lambda _, message: self.note(message))
        for number in (signal.SIGTERM, signal.SIGINT):
            GLib.unix_signal_add(GLib.PRIORITY_DEFAULT, number, self.loop.quit)

    def note(self, message):
        pass

    def offer(self):
        def created(promise):
            reply = promise.get_reply()  # has to live as long as what it lends
            offer = reply.get_value('offer')
            self.webrtc.emit('set-local-description', offer, Gst.Promise.new())
        self.webrtc.emit('create-offer', None, Gst.Promise.new_with_change_func(created))

    def post(self):
        state = self.webrtc.get_property('ice-gathering-state')
        if self.posted or state != GstWebRTC.WebRTCICEGatheringState.COMPLETE:
            return
        self.posted = True
        sdp = self.webrtc.get_property('local-description').sdp.as_text()
        request = urllib.request.Request(self.url, sdp.encode(), {
            'Content-Type': 'application/sdp', 'Authorization': f'Bearer {self.token}'})
        try:
            with urllib.request.urlopen(request, context=ssl._create_unverified_context()) as response:
                answer = response.read()
        except urllib.error.HTTPError as error:
            self.fail(f'{error.code} {error.read().decode()}')
            return
        _, message = GstSdp.SDPMessage.new()
        GstSdp.sdp_message_parse_buffer(answer, message)
        answer = GstWebRTC.WebRTCSessionDescription.new(GstWebRTC.WebRTCSDPType.ANSWER, message)
        self.webrtc.emit('set-remote-description', answer, Gst.Promise.new())

    def fail(self, problem):
        self.problem = self.problem or problem
        self.loop.quit()
        return False

    def run(self):
        self.pipeline.set_state(Gst.State.PLAYING)
        self.loop.run()
        self.pipeline.set_state(Gst.State.NULL)


class Publisher(Session):
    def __init__(self, codec, url, token):
        super().__init__(url, token)
        self.start(Gst.parse_launch(
            'webrtcbin name=webrtc bundle-policy=max-bundle '
            f'videotestsrc is-live=true pattern=ball ! video/x-raw,format=I420,width={WIDTH},height={HEIGHT},'
            f'framerate={FRAMES_A_SECOND}/1 ! {SEND[codec]} ! {video_caps(codec)} ! webrtc.sink_0 '
            'audiotestsrc is-live=true freq=440 volume=0.5 ! audio/x-raw,rate=48000,channels=2 '
            f'! opusenc ! rtpopuspay pt=97 ! {AUDIO_CAPS} ! webrtc.sink_1'))
        for index in range(2):
            self.webrtc.emit('get-transceiver', index).set_property(
                'direction', GstWebRTC.WebRTCRTPTransceiverDirection.SENDONLY)
        self.webrtc.connect('on-negotiation-needed', lambda _: self.offer())

    def account(self):
        return {'published': self.posted}


class Player(Session):
    def __init__(self, codec, url, token):
        super().__init__(url, token)
        self.codec, self.frames, self.size, self.loudest_db = codec, 0, None, -700.0
        pipeline = Gst.Pipeline()
        pipeline.add(Gst.parse_launch('webrtcbin name=webrtc bundle-policy=max-bundle'))
        self.start(pipeline)
        for caps in (video_caps(codec), AUDIO_CAPS):
            self.webrtc.emit('add-transceiver', GstWebRTC.WebRTCRTPTransceiverDirection.RECVONLY,
                             Gst.Caps.from_string(caps))
        self.webrtc.connect('on-negotiation-needed', lambda _: self.offer())
        self.webrtc.connect('pad-added', self.receive)
        GLib.timeout_add_seconds(WATCH_S, lambda: self.fail(f'not enough within {WATCH_S} s'))

    def receive(self, _, pad):
        is_video = pad.get_current_caps().get_structure(0).get_string('media') == 'video'
        chain = (f'{DECODE[self.codec]} ! fakesink name=sink signal-handoffs=true sync=false' if is_video
                 else 'rtpopusdepay ! opusdec ! audioconvert ! level interval=100000000 ! fakesink sync=false')
        branch = Gst.parse_bin_from_description(chain, True)
        if is_video:
            branch.get_by_name('sink').connect('handoff', self.picture)
        self.pipeline.add(branch)
        branch.sync_state_with_parent()
        pad.link(branch.get_static_pad('sink'))

    def picture(self, _, __, pad):
        structure = pad.get_current_caps().get_structure(0)
        self.frames += 1
        self.size = [structure.get_value('width'), structure.get_value('height')]
        self.is_enough()

    def note(self, message):
        structure = message.get_structure()
        if structure.get_name() == 'level':
            self.loudest_db = max(self.loudest_db, *structure.get_value('rms'))
            self.is_enough()

    def is_enough(self):
        if self.frames >= FRAMES and self.loudest_db > AUDIBLE_DB:
            self.loop.quit()

    def account(self):
        return {'frames': self.frames, 'size': self.size, 'loudest_db': round(self.loudest_db)}


def main(what, codec, url, token):
    Gst.init(None)
    session = {'publish': Publisher, 'watch': Player}[what](codec, url, token)
    session.run()
    print(json.dumps({**session.account(), 'problem': session.problem}), flush=True)
    return 1 if session.problem else 0


sys.exit(main(*sys.argv[1:]))

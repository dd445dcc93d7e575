from hypothesis import given
from hypothesis import strategies as st

from keikaku.engine.frames import DATA, END, FrameReader, content, frame, message


@given(st.lists(st.tuples(st.sampled_from([DATA, END]), st.binary(max_size=50))), st.integers(1, 20))
def test_frames_come_out_as_they_went_in_however_the_stream_is_cut(frames, size):
    stream = b"".join(frame(kind, payload) for kind, payload in frames)
    reader = FrameReader()
    pieces = [stream[start : start + size] for start in range(0, len(stream), size)]
    assert [found for piece in pieces for found in reader.feed(piece)] == frames


def test_a_message_carries_an_object():
    [(kind, payload)] = FrameReader().feed(message(END, {"rows": 3, "text": "計画\ud800"}))
    assert kind == END
    assert content(payload) == {"rows": 3, "text": "計画\ud800"}

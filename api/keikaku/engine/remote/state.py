"""What a remote store says of itself in a graph of its own: which release it holds, and the digest of each graph.

While a release is being put in place the store holds none, so that no service answers from half of one.
"""

STATE_GRAPH = "urn:x-keikaku:state"
STORE = "urn:x-keikaku:store"
HOLDS = "urn:x-keikaku:holds"
DIGEST = "urn:x-keikaku:digest"
CHANGING, LOADING = "changing", "loading"
"""What a store holds while a release is put in the place of another, or of none; no release has such an id."""

READ_STATE = (
    f"SELECT ?subject ?predicate ?value WHERE {{ GRAPH <{STATE_GRAPH}> {{ ?subject ?predicate ?value }} }}"
)
READ_RELEASE = f"SELECT ?value WHERE {{ GRAPH <{STATE_GRAPH}> {{ <{STORE}> <{HOLDS}> ?value }} }}"

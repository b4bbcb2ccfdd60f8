"""Reading at scale: inputs cut into shards, each read by one idempotent function: read this, write that partition.

What a partition holds depends on its inputs, the options and the versions alone, never on how many workers there are,
which of them wrote it, or how often it was begun. So partitions may be made by a pool of processes or by Ray actors, a
lost worker's shard is simply read again, and a run that was stopped goes on where it was.
"""

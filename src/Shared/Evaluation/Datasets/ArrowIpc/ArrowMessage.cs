namespace MuBench.Datasets.ArrowIpc;

/// <summary>The place of one message of an Arrow IPC stream in its file.</summary>
/// <param name="Kind">Kind of the message.</param>
/// <param name="Offset">Offset of its framing.</param>
/// <param name="MetadataOffset">Offset of its FlatBuffers header.</param>
/// <param name="MetadataLength">Length of that header, padding included.</param>
/// <param name="BodyOffset">Offset of its body.</param>
/// <param name="BodyLength">Length of its body.</param>
internal readonly record struct ArrowMessage(
    ArrowMessageKind Kind, long Offset, long MetadataOffset, int MetadataLength, long BodyOffset, long BodyLength);

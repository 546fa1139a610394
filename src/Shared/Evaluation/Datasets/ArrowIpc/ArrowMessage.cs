namespace MuBench.Datasets.ArrowIpc;

/// <summary>Where one message of an Arrow IPC stream lies in its file.</summary>
/// <param name="Kind">What the message is.</param>
/// <param name="Offset">Where its framing begins.</param>
/// <param name="MetadataOffset">Where its FlatBuffers header begins.</param>
/// <param name="MetadataLength">Length of that header, padding included.</param>
/// <param name="BodyOffset">Where its body begins.</param>
/// <param name="BodyLength">Length of its body.</param>
internal readonly record struct ArrowMessage(
    ArrowMessageKind Kind, long Offset, long MetadataOffset, int MetadataLength, long BodyOffset, long BodyLength);

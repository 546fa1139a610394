namespace MuBench.Datasets.ArrowIpc;

/// <summary>The kinds of message of an Arrow IPC stream, with the numbers of the format.</summary>
internal enum ArrowMessageKind
{
    /// <summary>The columns; the first message.</summary>
    Schema = 1,

    /// <summary>Values that later batches refer to by number.</summary>
    DictionaryBatch = 2,

    /// <summary>Rows.</summary>
    RecordBatch = 3,
}

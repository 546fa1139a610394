using Apache.Arrow;
using MuBench.Datasets.Import;

namespace MuBench.Datasets.ArrowIpc;

/// <summary>The rows of a whole batch in memory, images included.</summary>
internal sealed class BatchTable
{
    private readonly ReleaseTable _rows;
    private readonly IArrowArray _image;
    private readonly IArrowArray? _bytes;
    private readonly string _file;
    private readonly long _firstRow;

    public BatchTable(RecordBatch batch, string file, long firstRow)
    {
        var columns = new Dictionary<string, IArrowArray>();
        for (var i = 0; i < batch.ColumnCount; i++)
            columns[batch.Schema.GetFieldByIndex(i).Name] = batch.Column(i);
        _rows = new ReleaseTable(columns);
        _image = columns[ReleaseColumns.Image];
        _bytes = _image is StructArray ? ArrowCells.Child(_image, "bytes") : _image;
        _file = file;
        _firstRow = firstRow;
    }

    public LooseImage At(int index) => new(_rows.RowAt(index), [BytesAt(index)], new RowOrigin(_file, "row", _firstRow + index));

    private ReadOnlyMemory<byte> BytesAt(int index) => _bytes switch
    {
        null => default,
        _ when _image.IsNull(index) || _bytes.IsNull(index) => default,
        BinaryArray binary => binary.ValueBuffer.Memory.Slice(binary.ValueOffsets[index], binary.GetValueLength(index)),
        LargeBinaryArray binary => binary.ValueBuffer.Memory.Slice((int)binary.ValueOffsets[index], binary.GetValueLength(index)),
        _ => throw new InvalidDataException($"its images have the column type '{_bytes.Data.DataType.Name}' where binary is expected"),
    };
}

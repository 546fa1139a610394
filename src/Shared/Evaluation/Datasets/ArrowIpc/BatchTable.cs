using Apache.Arrow;
using MuBench.Datasets.Import;

namespace MuBench.Datasets.ArrowIpc;

/// <summary>The rows of a batch in the columns of μ-Bench's release.</summary>
internal sealed class BatchTable
{
    private readonly ReleaseTable _rows;
    private readonly IArrowArray _image;
    private readonly string _file;
    private readonly long _firstRow;

    public BatchTable(RecordBatch batch, string file, long firstRow)
    {
        var columns = new Dictionary<string, IArrowArray>();
        for (var i = 0; i < batch.ColumnCount; i++)
            columns[batch.Schema.GetFieldByIndex(i).Name] = batch.Column(i);
        _rows = new ReleaseTable(columns);
        _image = columns[ReleaseColumns.Image];
        _file = file;
        _firstRow = firstRow;
    }

    /// <summary>The row at an index of the batch.</summary>
    public LooseImage At(int index) => new(_rows.RowAt(index), [ArrowCells.Bytes(_image, index)], new RowOrigin(_file, "row", _firstRow + index));
}

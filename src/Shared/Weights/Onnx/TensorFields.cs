namespace MuBench.Weights.Onnx;

/// <summary>The fields of one TensorProto, not yet checked for consistency.</summary>
internal sealed class TensorFields
{
    private const int MaxRank = 64;
    private const int MaxPieces = 1 << 20;

    /// <summary>The sizes.</summary>
    public List<long> Shape { get; } = [];

    /// <summary>The fields that hold elements, in order.</summary>
    public List<ProtoField> Data { get; } = [];

    /// <summary>The entries that locate external elements, by key.</summary>
    public Dictionary<string, string> External { get; } = new(StringComparer.Ordinal);

    /// <summary><c>TensorProto.DataType</c>.</summary>
    public ulong DataType { get; private set; }

    /// <summary>The tensor's own name; empty if it has none.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Whether the elements are in another file.</summary>
    public bool IsExternal { get; private set; }

    /// <summary>Whether it is a segment of a tensor. No exporter writes segments.</summary>
    public bool IsSegment { get; private set; }

    /// <summary>Reads the fields of a tensor.</summary>
    public static TensorFields Read(ProtoReader reader, ProtoField message)
    {
        var fields = new TensorFields();
        foreach (var field in reader.Fields(message))
        {
            fields.Add(reader, field);
            if (fields.Shape.Count > MaxRank || fields.Data.Count > MaxPieces)
                throw reader.Fault($"'{fields.Name}' has too many dimensions or pieces");
        }

        if (fields.IsExternal && fields.Data.Count > 0)
            throw reader.Fault($"'{fields.Name}' has elements both in the model and in another file");
        if (fields.Data.Count > 1 && fields.Data.Any(field => field.Number == OnnxFields.Tensor.RawData))
            throw reader.Fault($"'{fields.Name}' has its elements twice");
        return fields;
    }

    private void Add(ProtoReader reader, ProtoField field)
    {
        switch (field.Number)
        {
            case OnnxFields.Tensor.Dims:
                Shape.AddRange(reader.Varints(field).Take(MaxRank + 1).Select(size => (long)size));
                break;
            case OnnxFields.Tensor.DataType:
                DataType = field.Value;
                break;
            case OnnxFields.Tensor.Segment:
                IsSegment = true;
                break;
            case OnnxFields.Tensor.Name:
                Name = reader.Text(field);
                break;
            case OnnxFields.Tensor.FloatData or OnnxFields.Tensor.Int32Data or OnnxFields.Tensor.StringData or OnnxFields.Tensor.Int64Data
                or OnnxFields.Tensor.RawData or OnnxFields.Tensor.DoubleData or OnnxFields.Tensor.UInt64Data:
                Data.Add(field);
                break;
            case OnnxFields.Tensor.ExternalData:
                AddExternal(reader, field);
                break;
            case OnnxFields.Tensor.DataLocation:
                IsExternal = field.Value == 1;
                break;
        }
    }

    private void AddExternal(ProtoReader reader, ProtoField entry)
    {
        string? key = null;
        string? value = null;
        foreach (var field in reader.Fields(entry))
        {
            if (field.Number == OnnxFields.Entry.Key)
                key = reader.Text(field);
            else if (field.Number == OnnxFields.Entry.Value)
                value = reader.Text(field);
        }

        External[key ?? ""] = value ?? "";
    }
}

using System.Buffers.Binary;
using System.IO.Hashing;
using MuBench.Weights.Files;

namespace MuBench.Weights.Onnx;

/// <summary>Reads a ModelProto: its tensors and its graph.</summary>
internal sealed class OnnxGraphReader(ProtoReader reader, OnnxExternalData external)
{
    private static readonly HashSet<string> QuantisedOperators = new(StringComparer.Ordinal)
    {
        "DequantizeLinear", "DynamicQuantizeLinear", "MatMulInteger", "ConvInteger", "MatMulNBits", "QAttention", "QGemm",
        "DynamicQuantizeMatMul", "DynamicQuantizeLSTM", "MatMulIntegerToFloat", "GatherBlockQuantized",
    };

    private readonly OnnxTensorReader _tensorReader = new(reader, external);
    private readonly List<WeightTensor> _tensors = [];
    private readonly List<OnnxGraphPart> _parts = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly List<string> _quantised = [];
    private long _opset;

    /// <summary>The tensors of the model.</summary>
    public IReadOnlyList<WeightTensor> Tensors => _tensors;

    /// <summary>Reads the model.</summary>
    public OnnxGraph Read()
    {
        ProtoField? graph = null;
        foreach (var field in reader.Fields(reader.Root))
        {
            if (field.Number == OnnxFields.Model.Graph)
                graph = graph is null ? field : throw reader.Fault("it has two graphs");
            else if (field.Number is OnnxFields.Model.OpsetImport)
                ReadOpset(field);
            else if (field.Number is OnnxFields.Model.Functions)
                AddPart("a function", field);
        }

        ReadGraph(graph ?? throw reader.Fault("it has no graph"));
        return new OnnxGraph { Parts = _parts, Inlines = _tensorReader.Inlines, QuantisedOperators = _quantised, Opset = _opset };
    }

    private void ReadOpset(ProtoField opset)
    {
        AddPart("an operator set", opset);
        var (domain, version) = ("", 0L);
        foreach (var field in reader.Fields(opset))
        {
            if (field.Number == OnnxFields.Opset.Domain)
                domain = reader.Text(field);
            else if (field.Number == OnnxFields.Opset.Version)
                version = (long)field.Value;
        }

        if (domain is "" or "ai.onnx")
            _opset = version;
    }

    private void ReadGraph(ProtoField graph)
    {
        foreach (var field in reader.Fields(graph))
        {
            switch (field.Number)
            {
                case OnnxFields.Graph.Node:
                    ReadNode(graph, field);
                    break;
                case OnnxFields.Graph.Initializer:
                    ReadInitializer(graph, field);
                    break;
                case OnnxFields.Graph.SparseInitializer:
                    AddPart("a sparse tensor", field);
                    break;
                case OnnxFields.Graph.Input:
                    _parts.Add(PartOfName("input", field));
                    break;
                case OnnxFields.Graph.Output:
                    _parts.Add(PartOfName("output", field));
                    break;
            }
        }
    }

    private void ReadInitializer(ProtoField graph, ProtoField field)
    {
        if (_tensorReader.TryRead(field, [graph], null) is not { } tensor)
            AddPart("an initializer of text, complex or 4-bit elements", field);
        else if (_names.Add(tensor.Name))
            _tensors.Add(tensor);
        else
            throw reader.Fault($"it has two initializers '{tensor.Name}'");
    }

    private void ReadNode(ProtoField graph, ProtoField node)
    {
        var name = "";
        var operation = "";
        var output = "";
        var attributes = new List<ProtoField>();
        var hash = new XxHash128();
        foreach (var field in reader.Fields(node))
        {
            switch (field.Number)
            {
                case OnnxFields.Node.Name:
                    name = reader.Text(field);
                    continue;
                case OnnxFields.Node.DocString or OnnxFields.Node.MetadataProps:
                    continue;
                case OnnxFields.Node.Attribute:
                    attributes.Add(field);
                    continue;
                case OnnxFields.Node.OpType:
                    operation = reader.Text(field);
                    break;
                case OnnxFields.Node.Output when output.Length == 0:
                    output = reader.Text(field);
                    break;
            }

            Hash(hash, field);
        }

        foreach (var attribute in attributes)
            ReadAttribute(hash, [graph, node, attribute], operation == "Constant" ? output : null);
        if ((QuantisedOperators.Contains(operation) || operation.StartsWith("QLinear", StringComparison.Ordinal)) && !_quantised.Contains(operation))
            _quantised.Add(operation);
        _parts.Add(new OnnxGraphPart($"node {operation} '{name}'", hash.GetCurrentHashAsUInt128()));
    }

    private void ReadAttribute(XxHash128 hash, IReadOnlyList<ProtoField> enclosing, string? constant)
    {
        foreach (var field in reader.Fields(enclosing[^1]))
        {
            if (field.Number == OnnxFields.Attribute.DocString)
                continue;
            if (field.Number == OnnxFields.Attribute.Tensor && constant is not null && _names.Add(constant)
                && _tensorReader.TryRead(field, enclosing, constant) is { } tensor)
            {
                _tensors.Add(tensor);
            }
            else
            {
                Hash(hash, field);
            }
        }
    }

    private OnnxGraphPart PartOfName(string what, ProtoField message)
    {
        var name = "";
        foreach (var field in reader.Fields(message))
        {
            if (field.Number == OnnxFields.ValueInfo.Name)
                name = reader.Text(field);
        }

        var description = $"{what} '{name}'";
        return new OnnxGraphPart(description, XxHash128.HashToUInt128(System.Text.Encoding.UTF8.GetBytes(description)));
    }

    private void AddPart(string description, ProtoField field)
    {
        var hash = new XxHash128();
        Hash(hash, field);
        _parts.Add(new OnnxGraphPart(description, hash.GetCurrentHashAsUInt128()));
    }

    private void Hash(XxHash128 hash, ProtoField field)
    {
        Span<byte> head = stackalloc byte[20];
        BinaryPrimitives.WriteInt32LittleEndian(head, field.Number);
        BinaryPrimitives.WriteInt64LittleEndian(head[4..], field.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(head[12..], field.Value);
        hash.Append(head);
        for (var position = field.ContentStart; position < field.End;)
        {
            var count = (int)Math.Min(_buffer.Length, field.End - position);
            reader.File.Read(_buffer.AsSpan(0, count), position);
            hash.Append(_buffer.AsSpan(0, count));
            position += count;
        }
    }
}

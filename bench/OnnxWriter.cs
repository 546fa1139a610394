using System.Runtime.InteropServices;
using System.Text;

namespace MuBench.Bench;

/// <summary>Writes ONNX models, with the parts of the format (protobuf) that these benchmarks need.</summary>
/// <param name="half">Whether floats have 16 bits in place of 32.</param>
internal sealed class OnnxWriter(bool half = false) : IDisposable
{
    private const int Float = 1, Int64 = 7, Half = 10;
    private const int AttributeInt = 2, AttributeInts = 7, AttributeFloat = 1;

    private readonly MemoryStream _graph = new();
    private int _names;

    /// <summary>Adds a node and returns the name of its output.</summary>
    public string Node(string op, IReadOnlyList<string> inputs, params IReadOnlyList<(string Name, object Value)> attributes) => Nodes(op, inputs, 1, attributes)[0];

    /// <summary>Adds a node with several outputs.</summary>
    public string[] Nodes(string op, IReadOnlyList<string> inputs, int outputs, params IReadOnlyList<(string Name, object Value)> attributes)
    {
        var names = Enumerable.Range(0, outputs).Select(_ => $"v{_names++}").ToArray();
        Add(op, inputs, names, attributes);
        return names;
    }

    /// <summary>Adds a node with named outputs.</summary>
    public void Add(string op, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs, params IReadOnlyList<(string Name, object Value)> attributes)
    {
        using var node = new MemoryStream();
        foreach (var input in inputs)
            Text(node, 1, input);
        foreach (var output in outputs)
            Text(node, 2, output);
        Text(node, 4, op);
        foreach (var (name, value) in attributes)
            Message(node, 5, attribute => Attribute(attribute, name, value));
        Bytes(_graph, 1, node.ToArray());
    }

    /// <summary>Adds weights.</summary>
    public string Weights(float[] values, params long[] shape)
    {
        var name = $"w{_names++}";
        var raw = half ? MemoryMarshal.AsBytes(Array.ConvertAll(values, value => (System.Half)value).AsSpan()) : MemoryMarshal.AsBytes(values.AsSpan());
        Tensor(name, half ? Half : Float, shape, raw.ToArray());
        return name;
    }

    /// <summary>Adds a tensor of whole numbers.</summary>
    public string Integers(params long[] values)
    {
        var name = $"w{_names++}";
        var raw = new byte[values.Length * sizeof(long)];
        Buffer.BlockCopy(values, 0, raw, 0, raw.Length);
        Tensor(name, Int64, [values.Length], raw);
        return name;
    }

    /// <summary>Adds an input or output of floats; a length of 0 is a free dimension.</summary>
    public void Declare(bool isInput, string name, params long[] shape) => Message(_graph, isInput ? 11 : 12, info =>
    {
        Text(info, 1, name);
        Message(info, 2, type => Message(type, 1, tensor =>
        {
            Number(tensor, 1, half ? Half : Float);
            Message(tensor, 2, dims =>
            {
                foreach (var length in shape)
                    Message(dims, 1, dim =>
                    {
                        if (length > 0)
                            Number(dim, 1, length);
                        else
                            Text(dim, 2, "batch");
                    });
            });
        }));
    });

    /// <summary>Writes the model.</summary>
    public void Save(string path)
    {
        Text(_graph, 2, "bench");
        using var file = File.Create(path);
        Number(file, 1, 8); // IR version
        Message(file, 8, opset => Number(opset, 2, 17));
        Bytes(file, 7, _graph.ToArray());
    }

    public void Dispose() => _graph.Dispose();

    private void Tensor(string name, int type, long[] shape, byte[] raw)
    {
        using var tensor = new MemoryStream();
        foreach (var length in shape)
            Number(tensor, 1, length);
        Number(tensor, 2, type);
        Text(tensor, 8, name);
        Bytes(tensor, 9, raw);
        Bytes(_graph, 5, tensor.ToArray());
    }

    private static void Attribute(Stream target, string name, object value)
    {
        Text(target, 1, name);
        switch (value)
        {
            case int number:
                Number(target, 3, number);
                Number(target, 20, AttributeInt);
                break;
            case float number:
                Varint(target, 2 << 3 | 5);
                target.Write(BitConverter.GetBytes(number));
                Number(target, 20, AttributeFloat);
                break;
            case int[] numbers:
                foreach (var number in numbers)
                    Number(target, 8, number);
                Number(target, 20, AttributeInts);
                break;
            default:
                throw new ArgumentException($"No attribute of type {value.GetType().Name}.", nameof(value));
        }
    }

    private static void Message(Stream target, int field, Action<Stream> write)
    {
        using var message = new MemoryStream();
        write(message);
        Bytes(target, field, message.ToArray());
    }

    private static void Text(Stream target, int field, string text) => Bytes(target, field, Encoding.UTF8.GetBytes(text));

    private static void Bytes(Stream target, int field, byte[] bytes)
    {
        Varint(target, (ulong)field << 3 | 2);
        Varint(target, (ulong)bytes.Length);
        target.Write(bytes);
    }

    private static void Number(Stream target, int field, long value)
    {
        Varint(target, (ulong)field << 3);
        Varint(target, (ulong)value);
    }

    private static void Varint(Stream target, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            target.WriteByte((byte)(value | 0x80));
        target.WriteByte((byte)value);
    }
}

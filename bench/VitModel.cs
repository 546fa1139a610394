using MuBench.Contrastive;
using MuBench.TestUtils;

namespace MuBench.Bench;

/// <summary>
/// A model folder whose image side has the shape of a vision transformer and random weights. Its responses are random; its speed is
/// that of CLIP.
/// </summary>
/// <param name="Name">Name in tables and of the folder.</param>
/// <param name="Width">Length of a token's vector.</param>
/// <param name="Heads">Number of attention heads.</param>
/// <param name="Layers">Number of blocks.</param>
/// <param name="Patch">Side of a patch in pixels.</param>
internal sealed record VitModel(string Name, int Width, int Heads, int Layers, int Patch)
{
    private const int Side = 224, Dimensions = 12;
    private const float Spread = 0.02f;

    /// <summary>CLIP's small model: 4.4 G multiplications per image.</summary>
    public static VitModel Base32 { get; } = new("vit-b-32", 768, 12, 12, 32);

    /// <summary>CLIP's large model: 81 G multiplications per image.</summary>
    public static VitModel Large14 { get; } = new("vit-l-14", 1024, 16, 24, 14);

    private int Tokens => (Side / Patch * (Side / Patch)) + 1;

    /// <summary>Creates the folder, with one export per precision.</summary>
    public void Make(string folder, params IReadOnlyList<string> precisions)
    {
        var data = RepositoryFiles.Path("tests/Contrastive.Tests/data/clip");
        Directory.CreateDirectory(Path.Combine(folder, "onnx"));
        foreach (var file in (string[])["config.json", "tokenizer.json"])
            File.Copy(Path.Combine(data, file), Path.Combine(folder, file));
        File.WriteAllText(Path.Combine(folder, "preprocessor_config.json"), """{ "image_processor_type": "CLIPImageProcessor" }""");
        foreach (var precision in precisions)
        {
            var suffix = OnnxNames.Of(precision)[0];
            // The text side is the tests' tiny text model, whose vectors have the same length of 12.
            File.Copy(Path.Combine(data, "onnx/text_model.onnx"), Path.Combine(folder, $"onnx/text_model{suffix}.onnx"));
            using var builder = new Builder(this, precision == ModelPrecisions.Fp16);
            builder.Save(VisionModel(folder, precision));
        }
    }

    /// <summary>The path of the image side in a model folder.</summary>
    public static string VisionModel(string folder, string precision) => Path.Combine(folder, "onnx", $"vision_model{OnnxNames.Of(precision)[0]}.onnx");

    private sealed class Builder(VitModel shape, bool half) : IDisposable
    {
        private readonly OnnxWriter _onnx = new(half);
        private readonly Random _random = new(0);

        public void Save(string path)
        {
            _onnx.Declare(true, "pixel_values", 0, 3, Side, Side);
            _onnx.Declare(false, "image_embeds", 0, Dimensions);
            var patches = _onnx.Node("Conv", ["pixel_values", Random(shape.Width, 3, shape.Patch, shape.Patch)], ("strides", Ints(shape.Patch, shape.Patch)));
            var x = _onnx.Node("Transpose", [_onnx.Node("Reshape", [patches, _onnx.Integers(0, 0, -1)])], ("perm", Ints(0, 2, 1)));
            // The class token, one per picture.
            var first = _onnx.Node("Slice", [x, _onnx.Integers(0), _onnx.Integers(1), _onnx.Integers(1)]);
            var token = _onnx.Node("Add", [_onnx.Node("Mul", [first, _onnx.Weights([0], 1)]), Random(1, 1, shape.Width)]);
            x = Norm(_onnx.Node("Add", [_onnx.Node("Concat", [token, x], ("axis", 1)), Random(1, shape.Tokens, shape.Width)]));
            for (var layer = 0; layer < shape.Layers; layer++)
                x = Block(x);
            var pooled = _onnx.Node("Squeeze", [_onnx.Node("Slice", [x, _onnx.Integers(0), _onnx.Integers(1), _onnx.Integers(1)]), _onnx.Integers(1)]);
            _onnx.Add("MatMul", [Norm(pooled), Random(shape.Width, Dimensions)], ["image_embeds"]);
            _onnx.Save(path);
        }

        public void Dispose() => _onnx.Dispose();

        private string Block(string x)
        {
            var qkv = _onnx.Node("Reshape", [Linear(Norm(x), shape.Width, 3 * shape.Width), _onnx.Integers(0, 0, 3, shape.Heads, shape.Width / shape.Heads)]);
            var parts = _onnx.Nodes("Split", [_onnx.Node("Transpose", [qkv], ("perm", Ints(2, 0, 3, 1, 4))), _onnx.Integers(1, 1, 1)], 3, ("axis", 0))
                .Select(part => _onnx.Node("Squeeze", [part, _onnx.Integers(0)])).ToArray();
            var keys = _onnx.Node("Transpose", [parts[1]], ("perm", Ints(0, 1, 3, 2)));
            var scores = _onnx.Node("Mul", [_onnx.Node("MatMul", [parts[0], keys]), _onnx.Weights([1 / MathF.Sqrt(shape.Width / shape.Heads)], 1)]);
            var seen = _onnx.Node("MatMul", [_onnx.Node("Softmax", [scores], ("axis", -1)), parts[2]]);
            var joined = _onnx.Node("Reshape", [_onnx.Node("Transpose", [seen], ("perm", Ints(0, 2, 1, 3))), _onnx.Integers(0, 0, shape.Width)]);
            x = _onnx.Node("Add", [x, Linear(joined, shape.Width, shape.Width)]);
            var up = Linear(Norm(x), shape.Width, 4 * shape.Width);
            var gate = _onnx.Node("Sigmoid", [_onnx.Node("Mul", [up, _onnx.Weights([1.702f], 1)])]);
            return _onnx.Node("Add", [x, Linear(_onnx.Node("Mul", [up, gate]), 4 * shape.Width, shape.Width)]);
        }

        private static int[] Ints(params int[] values) => values;

        private string Linear(string x, int from, int to) => _onnx.Node("Add", [_onnx.Node("MatMul", [x, Random(from, to)]), Random(to)]);

        private string Norm(string x) => _onnx.Node(
            "LayerNormalization", [x, _onnx.Weights([.. Enumerable.Repeat(1f, shape.Width)], shape.Width), _onnx.Weights(new float[shape.Width], shape.Width)], ("axis", -1), ("epsilon", 1e-5f));

        private string Random(params long[] lengths)
        {
            var values = new float[lengths.Aggregate((a, b) => a * b)];
            for (var i = 0; i < values.Length; i++)
                values[i] = Spread * ((2 * _random.NextSingle()) - 1);
            return _onnx.Weights(values, lengths);
        }
    }
}

using MuBench.TestUtils;

namespace MuBench.Bench;

/// <summary>A model folder with an image side of ViT-B/32's shape and random weights. It answers by chance; it takes as long as CLIP.</summary>
internal static class VitModel
{
    private const int Width = 768, Heads = 12, Layers = 12, Patch = 32, Side = 224, Dimensions = 12;
    private const int Tokens = (Side / Patch * (Side / Patch)) + 1;
    private const float Spread = 0.02f;

    /// <summary>Makes the folder.</summary>
    public static void Make(string folder)
    {
        var data = RepositoryFiles.Path("tests/Shared.Tests/Models/Contrastive/data/clip");
        Directory.CreateDirectory(Path.Combine(folder, "onnx"));
        // The texts go through the tests' tiny text model, whose vectors have the same 12 numbers.
        File.Copy(Path.Combine(data, "onnx/text_model.onnx"), Path.Combine(folder, "onnx/text_model.onnx"));
        foreach (var file in (string[])["config.json", "tokenizer.json"])
            File.Copy(Path.Combine(data, file), Path.Combine(folder, file));
        File.WriteAllText(Path.Combine(folder, "preprocessor_config.json"), """{ "image_processor_type": "CLIPImageProcessor" }""");
        using var builder = new Builder();
        builder.Save(Path.Combine(folder, "onnx/vision_model.onnx"));
    }

    private sealed class Builder : IDisposable
    {
        private readonly OnnxWriter _onnx = new();
        private readonly Random _random = new(0);

        public void Save(string path)
        {
            _onnx.Declare(true, "pixel_values", 0, 3, Side, Side);
            _onnx.Declare(false, "image_embeds", 0, Dimensions);
            var patches = _onnx.Node("Conv", ["pixel_values", Random(Width, 3, Patch, Patch)], ("strides", Ints(Patch, Patch)));
            var x = _onnx.Node("Transpose", [_onnx.Node("Reshape", [patches, _onnx.Integers(0, 0, -1)])], ("perm", Ints(0, 2, 1)));
            // The class token, once per picture.
            var first = _onnx.Node("Slice", [x, _onnx.Integers(0), _onnx.Integers(1), _onnx.Integers(1)]);
            var token = _onnx.Node("Add", [_onnx.Node("Mul", [first, _onnx.Weights([0], 1)]), Random(1, 1, Width)]);
            x = Norm(_onnx.Node("Add", [_onnx.Node("Concat", [token, x], ("axis", 1)), Random(1, Tokens, Width)]));
            for (var layer = 0; layer < Layers; layer++)
                x = Block(x);
            var pooled = _onnx.Node("Squeeze", [_onnx.Node("Slice", [x, _onnx.Integers(0), _onnx.Integers(1), _onnx.Integers(1)]), _onnx.Integers(1)]);
            _onnx.Add("MatMul", [Norm(pooled), Random(Width, Dimensions)], ["image_embeds"]);
            _onnx.Save(path);
        }

        public void Dispose() => _onnx.Dispose();

        private string Block(string x)
        {
            var qkv = _onnx.Node("Reshape", [Linear(Norm(x), Width, 3 * Width), _onnx.Integers(0, 0, 3, Heads, Width / Heads)]);
            var parts = _onnx.Nodes("Split", [_onnx.Node("Transpose", [qkv], ("perm", Ints(2, 0, 3, 1, 4))), _onnx.Integers(1, 1, 1)], 3, ("axis", 0))
                .Select(part => _onnx.Node("Squeeze", [part, _onnx.Integers(0)])).ToArray();
            var keys = _onnx.Node("Transpose", [parts[1]], ("perm", Ints(0, 1, 3, 2)));
            var scores = _onnx.Node("Mul", [_onnx.Node("MatMul", [parts[0], keys]), _onnx.Weights([1 / MathF.Sqrt(Width / Heads)], 1)]);
            var seen = _onnx.Node("MatMul", [_onnx.Node("Softmax", [scores], ("axis", -1)), parts[2]]);
            var joined = _onnx.Node("Reshape", [_onnx.Node("Transpose", [seen], ("perm", Ints(0, 2, 1, 3))), _onnx.Integers(0, 0, Width)]);
            x = _onnx.Node("Add", [x, Linear(joined, Width, Width)]);
            var up = Linear(Norm(x), Width, 4 * Width);
            var gate = _onnx.Node("Sigmoid", [_onnx.Node("Mul", [up, _onnx.Weights([1.702f], 1)])]);
            return _onnx.Node("Add", [x, Linear(_onnx.Node("Mul", [up, gate]), 4 * Width, Width)]);
        }

        private static int[] Ints(params int[] values) => values;

        private string Linear(string x, int from, int to) => _onnx.Node("Add", [_onnx.Node("MatMul", [x, Random(from, to)]), Random(to)]);

        private string Norm(string x) => _onnx.Node(
            "LayerNormalization", [x, _onnx.Weights([.. Enumerable.Repeat(1f, Width)], Width), _onnx.Weights(new float[Width], Width)], ("axis", -1), ("epsilon", 1e-5f));

        private string Random(params long[] shape)
        {
            var values = new float[shape.Aggregate((a, b) => a * b)];
            for (var i = 0; i < values.Length; i++)
                values[i] = Spread * ((2 * _random.NextSingle()) - 1);
            return _onnx.Weights(values, shape);
        }
    }
}

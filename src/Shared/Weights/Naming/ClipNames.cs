using System.Text.RegularExpressions;
using MuBench.Weights.Files;

namespace MuBench.Weights.Naming;

/// <summary>
/// Maps the tensor names of open_clip (and of OpenAI's CLIP) to those of Hugging Face's CLIPModel. It also handles the other
/// differences: fused query, key and value, and projections that are stored transposed. Other names are not changed.
/// </summary>
internal static partial class ClipNames
{
    private static readonly Dictionary<string, string> Exact = new(StringComparer.Ordinal)
    {
        ["visual.class_embedding"] = "vision_model.embeddings.class_embedding",
        ["visual.positional_embedding"] = "vision_model.embeddings.position_embedding.weight",
        ["visual.conv1.weight"] = "vision_model.embeddings.patch_embedding.weight",
        ["visual.ln_pre.weight"] = "vision_model.pre_layrnorm.weight",
        ["visual.ln_pre.bias"] = "vision_model.pre_layrnorm.bias",
        ["visual.ln_post.weight"] = "vision_model.post_layernorm.weight",
        ["visual.ln_post.bias"] = "vision_model.post_layernorm.bias",
        ["token_embedding.weight"] = "text_model.embeddings.token_embedding.weight",
        ["positional_embedding"] = "text_model.embeddings.position_embedding.weight",
        ["ln_final.weight"] = "text_model.final_layer_norm.weight",
        ["ln_final.bias"] = "text_model.final_layer_norm.bias",
    };

    private static readonly Dictionary<string, string> Transposed = new(StringComparer.Ordinal)
    {
        ["visual.proj"] = "visual_projection.weight",
        ["text_projection"] = "text_projection.weight",
    };

    private static readonly Dictionary<string, string> InLayer = new(StringComparer.Ordinal)
    {
        ["ln_1"] = "layer_norm1",
        ["ln_2"] = "layer_norm2",
        ["attn.out_proj"] = "self_attn.out_proj",
        ["mlp.c_fc"] = "mlp.fc1",
        ["mlp.c_proj"] = "mlp.fc2",
    };

    private static readonly string[] Fused = ["q_proj", "k_proj", "v_proj"];

    /// <summary>The parts of all tensors of a model, in the order of the model.</summary>
    public static IReadOnlyList<TensorPart> PartsOf(WeightModel model)
    {
        if (model.Format == WeightFormat.Onnx)
            return [.. model.Tensors.Select(tensor => TensorPart.Whole(tensor, tensor.Name))];
        var prefix = PrefixOf(model.Tensors);
        return [.. model.Tensors.SelectMany(tensor => PartsOf(tensor, tensor.Name[prefix.Length..]))];
    }

    // The prefix that DistributedDataParallel and torch.compile add to every name.
    private static string PrefixOf(IReadOnlyList<WeightTensor> tensors) =>
        ((ReadOnlySpan<string>)["module.", "_orig_mod."]).ToArray()
            .FirstOrDefault(prefix => tensors.Count > 0 && tensors.All(tensor => tensor.Name.StartsWith(prefix, StringComparison.Ordinal))) ?? "";

    private static IEnumerable<TensorPart> PartsOf(WeightTensor tensor, string name)
    {
        // Newer text towers of open_clip are a module of their own.
        var bare = name.StartsWith("text.", StringComparison.Ordinal) ? name["text.".Length..] : name;
        if (Transposed.TryGetValue(bare, out var projection) && tensor.Shape.Count == 2)
            return [new TensorPart(projection, tensor, 0, [tensor.Shape[1], tensor.Shape[0]], true)];
        if (Exact.TryGetValue(bare, out var exact))
            return [TensorPart.Whole(tensor, exact)];
        return LayerName().Match(bare) is { Success: true } match ? PartsOf(tensor, match, name) : [TensorPart.Whole(tensor, name)];
    }

    private static IEnumerable<TensorPart> PartsOf(WeightTensor tensor, Match match, string name)
    {
        var tower = match.Groups["visual"].Success ? "vision_model" : "text_model";
        var layer = $"{tower}.encoder.layers.{match.Groups["layer"].Value}";
        var module = match.Groups["module"].Value;
        var kind = match.Groups["kind"].Value;
        if (module == "attn.in_proj" && tensor.Shape.Count > 0 && tensor.Shape[0] % Fused.Length == 0)
        {
            IReadOnlyList<long> shape = [tensor.Shape[0] / Fused.Length, .. tensor.Shape.Skip(1)];
            return Fused.Select((projection, index) => new TensorPart(
                $"{layer}.self_attn.{projection}.{kind}", tensor, index * (tensor.Elements / Fused.Length), shape, false));
        }

        return [TensorPart.Whole(tensor, InLayer.TryGetValue(module, out var mapped) ? $"{layer}.{mapped}.{kind}" : name)];
    }

    [GeneratedRegex(@"^(?<visual>visual\.)?transformer\.resblocks\.(?<layer>\d+)\.(?<module>[a-z_0-9.]+?)[._](?<kind>weight|bias)$", RegexOptions.ExplicitCapture)]
    private static partial Regex LayerName();
}

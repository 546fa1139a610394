using System.Text.Json;

namespace MuBench.Contrastive;

/// <summary>
/// The devices that ran the nodes of a model, from ONNX Runtime's profile. A session with a GPU runs every node that the GPU's
/// provider does not support on the processor, and only the profile shows it.
/// </summary>
public sealed class NodePlacement
{
    // The nodes that take most of a model's time. Nodes that compute shapes run on the processor on purpose.
    private static readonly HashSet<string> Heavy = new(StringComparer.Ordinal)
    {
        "MatMul", "Gemm", "FusedMatMul", "FusedGemm", "Conv", "FusedConv", "Attention", "MultiHeadAttention", "MatMulNBits", "MatMulInteger", "QLinearMatMul", "QLinearConv",
    };

    private readonly SortedDictionary<string, int> _nodes = new(StringComparer.Ordinal);

    /// <summary>Number of node runs per provider, by ONNX Runtime's names.</summary>
    public IReadOnlyDictionary<string, int> Nodes => _nodes;

    /// <summary>Number of runs of costly nodes (matrix products, convolutions, attention) on the processor.</summary>
    public int HeavyOnCpu { get; private set; }

    /// <summary>Whether a provider ran the model: it ran at least one node, and the processor ran no costly one.</summary>
    public bool IsOn(string provider) => provider == ExecutionProviders.Cpu
        || (HeavyOnCpu == 0 && Ran(provider) > 0)
        || (provider == ExecutionProviders.TensorRt && HeavyOnCpu == 0 && Ran(ExecutionProviders.Cuda) > 0);

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", _nodes.Select(pair => $"{pair.Key} {pair.Value}"));

    /// <summary>Adds the node runs of a profile.</summary>
    internal void Add(Stream profile)
    {
        using var events = JsonDocument.Parse(profile);
        foreach (var node in events.RootElement.EnumerateArray())
        {
            if (!node.TryGetProperty("args", out var args) || !args.TryGetProperty("provider", out var provider) || provider.GetString() is not { Length: > 0 } name)
                continue;
            _nodes[name] = _nodes.GetValueOrDefault(name) + 1;
            if (name == ExecutionProviders.RuntimeName(ExecutionProviders.Cpu) && args.TryGetProperty("op_name", out var op) && Heavy.Contains(op.GetString()!))
                HeavyOnCpu++;
        }
    }

    private int Ran(string provider) => _nodes.GetValueOrDefault(ExecutionProviders.RuntimeName(provider));
}

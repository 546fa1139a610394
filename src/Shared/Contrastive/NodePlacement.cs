using System.Text.Json;

namespace MuBench.Contrastive;

/// <summary>
/// Where the nodes of a model really ran, read from ONNX Runtime's own profile: a session that asked for a GPU takes the
/// processor for every node that the GPU's provider does not know, and says so nowhere else.
/// </summary>
public sealed class NodePlacement
{
    // What a model spends its time on. Nodes that work out shapes are put on the processor on purpose.
    private static readonly HashSet<string> Heavy = new(StringComparer.Ordinal)
    {
        "MatMul", "Gemm", "FusedMatMul", "FusedGemm", "Conv", "FusedConv", "Attention", "MultiHeadAttention", "MatMulNBits", "MatMulInteger", "QLinearMatMul", "QLinearConv",
    };

    private readonly SortedDictionary<string, int> _nodes = new(StringComparer.Ordinal);

    /// <summary>Node runs per provider, by ONNX Runtime's names.</summary>
    public IReadOnlyDictionary<string, int> Nodes => _nodes;

    /// <summary>Runs of costly nodes (matrix products, convolutions, attention) on the processor.</summary>
    public int HeavyOnCpu { get; private set; }

    /// <summary>Whether a model really ran by a provider: at least a node did, and no costly one fell to the processor.</summary>
    public bool IsOn(string provider) => provider == ExecutionProviders.Cpu
        || (HeavyOnCpu == 0 && Ran(provider) > 0)
        || (provider == ExecutionProviders.TensorRt && HeavyOnCpu == 0 && Ran(ExecutionProviders.Cuda) > 0);

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", _nodes.Select(pair => $"{pair.Key} {pair.Value}"));

    /// <summary>Reads a profile and adds what it says.</summary>
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

using Microsoft.ML.OnnxRuntime;

namespace MuBench.Contrastive;

/// <summary>The devices that can run a contrastive model.</summary>
public static class ExecutionProviders
{
    /// <summary>The processor.</summary>
    public const string Cpu = "cpu";

    /// <summary>An NVIDIA GPU.</summary>
    public const string Cuda = "cuda";

    /// <summary>An NVIDIA GPU with TensorRT's engines; nodes that TensorRT does not support run with CUDA.</summary>
    public const string TensorRt = "tensorrt";

    /// <summary>All providers.</summary>
    public static IReadOnlyList<string> All { get; } = [Cpu, Cuda, TensorRt];

    /// <summary>The GPU if this build of ONNX Runtime supports it, otherwise the processor. The machine is not checked.</summary>
    public static string OfThisBuild { get; } = Has(Cuda) ? Cuda : Cpu;

    /// <summary>ONNX Runtime's name of a provider.</summary>
    public static string RuntimeName(string provider) => provider switch
    {
        Cpu => "CPUExecutionProvider",
        Cuda => "CUDAExecutionProvider",
        TensorRt => "TensorrtExecutionProvider",
        _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, "No such execution provider."),
    };

    /// <summary>Whether this build of ONNX Runtime supports a provider.</summary>
    public static bool Has(string provider) => OrtEnv.Instance().GetAvailableProviders().Contains(RuntimeName(provider));

    /// <summary>Adds a provider to a session's settings, before the processor.</summary>
    /// <exception cref="UserException">This build does not support the provider, or the machine cannot run it.</exception>
    internal static void AddTo(SessionOptions settings, ContrastiveOptions options)
    {
        if (options.Provider == Cpu)
            return;
        if (!Has(options.Provider))
            throw new UserException($"This build runs on the processor alone: its ONNX Runtime has no {RuntimeName(options.Provider)}. Use the build for CUDA, or the provider '{Cpu}'.");
        var device = options.Device.ToString();
        try
        {
            if (options.Provider == TensorRt)
            {
                using var tensorRt = new OrtTensorRTProviderOptions();
                tensorRt.UpdateOptions(TensorRtSettings(options, device));
                settings.AppendExecutionProvider_Tensorrt(tensorRt);
            }

            using var cuda = new OrtCUDAProviderOptions();
            cuda.UpdateOptions(CudaSettings(options, device));
            settings.AppendExecutionProvider_CUDA(cuda);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new UserException($"{RuntimeName(options.Provider)} does not start on device {device}: {exception.Message}", exception);
        }
    }

    private static Dictionary<string, string> CudaSettings(ContrastiveOptions options, string device) => new()
    {
        ["device_id"] = device,
        // By default, ONNX Runtime rounds to TF32.
        ["use_tf32"] = options.AllowTf32 ? "1" : "0",
        // The default, an exhaustive search, would make the first pass with each number of images slow.
        ["cudnn_conv_algo_search"] = "HEURISTIC",
    };

    private static Dictionary<string, string> TensorRtSettings(ContrastiveOptions options, string device)
    {
        var settings = new Dictionary<string, string> { ["device_id"] = device };
        if (options.Precision == MuBench.Contrastive.ModelPrecisions.Fp16)
            settings["trt_fp16_enable"] = "1";
        if (options.EngineCache is { } cache)
            (settings["trt_engine_cache_enable"], settings["trt_engine_cache_path"]) = ("1", cache);
        return settings;
    }
}

using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace MuBench.Contrastive;

/// <summary>The instruction set of a model in process, in words. Roundings depend on it.</summary>
internal static class Processor
{
    // CPUID, leaf 1: bit 28 of ECX is AVX. Leaf 7: bits 5 and 16 of EBX are AVX2 and AVX512F, bit 11 of ECX is AVX512_VNNI; of its subleaf 1, bit 4 of EAX is AVX_VNNI.
    private const int Features = 1, Avx = 1 << 28;
    private const int ExtendedFeatures = 7, Avx2 = 1 << 5, Avx512 = 1 << 16, Avx512Vnni = 1 << 11, AvxVnni = 1 << 4;

    /// <summary>The instruction set, such as <c>x64 AVX-512 VNNI</c>, <c>x64 AVX2</c> or <c>Arm64 dot product</c>.</summary>
    public static string Name { get; } = NameOf();

    /// <summary>
    /// Whether the processor's instruction for products of unsigned and signed bytes can saturate. It can on x64 without VNNI: there
    /// it adds two such products in 16 bits (255 x 127 twice is 64,770, which becomes 32,767).
    /// </summary>
    public static bool Saturates { get; } = X86Base.IsSupported && !SetsOf().HasVnni;

    private static string NameOf()
    {
        if (X86Base.IsSupported)
        {
            var (set, hasVnni) = SetsOf();
            return $"{Architecture()} {set}{(hasVnni ? " VNNI" : "")}";
        }

        return Dp.IsSupported ? $"{Architecture()} dot product" : Architecture();
    }

    private static string Architecture() => RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.X64
        ? "x64" : RuntimeInformation.ProcessArchitecture.ToString();

    // The processor is asked and not .NET: ONNX Runtime chooses its code by the processor, and a native program of .NET knows only the sets that it was compiled for.
    private static (string Set, bool HasVnni) SetsOf()
    {
        var (subleaves, sets, more, _) = X86Base.CpuId(0, 0).Eax >= ExtendedFeatures ? X86Base.CpuId(ExtendedFeatures, 0) : default;
        var (hasAvx512, hasAvx2) = ((sets & Avx512) != 0, (sets & Avx2) != 0);
        var set = hasAvx512 ? "AVX-512" : hasAvx2 ? "AVX2" : (X86Base.CpuId(Features, 0).Ecx & Avx) != 0 ? "AVX" : "SSE";
        return (set, (hasAvx512 && (more & Avx512Vnni) != 0) || (hasAvx2 && subleaves >= 1 && (X86Base.CpuId(ExtendedFeatures, 1).Eax & AvxVnni) != 0));
    }
}

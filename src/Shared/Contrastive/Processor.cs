using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace MuBench.Contrastive;

/// <summary>The instruction set of a model in process, in words. Roundings depend on it.</summary>
internal static class Processor
{
    // CPUID, leaf 7: bit 11 of ECX is AVX512_VNNI; of its subleaf 1, bit 4 of EAX is AVX_VNNI.
    private const int ExtendedFeatures = 7, Avx512Vnni = 1 << 11, AvxVnni = 1 << 4;

    /// <summary>The instruction set, such as <c>x64 AVX-512 VNNI</c>, <c>x64 AVX2</c> or <c>Arm64 dot product</c>.</summary>
    public static string Name { get; } = NameOf();

    /// <summary>
    /// Whether the processor's instruction for products of unsigned and signed bytes can saturate. It can on x64 without VNNI: there
    /// it adds two such products in 16 bits (255 x 127 twice is 64,770, which becomes 32,767).
    /// </summary>
    public static bool Saturates { get; } = X86Base.IsSupported && !HasVnni();

    private static string NameOf()
    {
        if (X86Base.IsSupported)
        {
            var set = Avx512F.IsSupported ? "AVX-512" : Avx2.IsSupported ? "AVX2" : Avx.IsSupported ? "AVX" : "SSE";
            return $"{Architecture()} {set}{(HasVnni() ? " VNNI" : "")}";
        }

        return Dp.IsSupported ? $"{Architecture()} dot product" : Architecture();
    }

    private static string Architecture() => RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.X64
        ? "x64" : RuntimeInformation.ProcessArchitecture.ToString();

    private static bool HasVnni()
    {
        if (X86Base.CpuId(0, 0).Eax < ExtendedFeatures)
            return false;
        var (subleaves, _, features, _) = X86Base.CpuId(ExtendedFeatures, 0);
        return (Avx512F.IsSupported && (features & Avx512Vnni) != 0)
            || (Avx2.IsSupported && subleaves >= 1 && (X86Base.CpuId(ExtendedFeatures, 1).Eax & AvxVnni) != 0);
    }
}

using MuBench.Contrastive;
using MuBench.Imaging;
using MuBench.TestUtils;
using MuBench.TestUtils.Contrastive;

namespace MuBench.Tests.Contrastive;

public sealed class PreprocessSpecTests
{
    [Theory]
    [InlineData("{}", 224, null, 224)]
    [InlineData("""{"feature_extractor_type":"CLIPFeatureExtractor","size":336,"crop_size":336}""", 336, null, 336)]
    [InlineData("""{"image_processor_type":"ViTImageProcessor","size":224,"resample":2,"image_mean":[0,0,0],"image_std":[1,1,1]}""", null, 224, null)]
    [InlineData("""{"size":{"height":96,"width":96},"do_center_crop":false}""", null, 96, null)]
    public void Read_SizeForms_AsHuggingFaceReadsThem(string json, int? edge, int? square, int? crop)
    {
        var spec = Read(json);
        Assert.Equal(edge, spec.ShortestEdge);
        Assert.Equal(square is { } side ? (side, side) : null, spec.ResizeTo);
        Assert.Equal(crop is { } length ? (length, length) : null, spec.Crop);
    }

    [Theory]
    [InlineData("""{"resample":0}""", "resample is 0")]
    [InlineData("""{"size":{"longest_edge":384}}""", "bounds the longer side")]
    [InlineData("""{"size":"224"}""", "size should be a number")]
    [InlineData("""{"size":-1}""", "size is -1")]
    [InlineData("""{"image_mean":[0.5]}""", "image_mean should have 3 numbers")]
    [InlineData("""{"image_processor_type":"EfficientNetImageProcessor","size":{"height":8,"width":8},"resample":2,"do_normalize":false,"rescale_offset":true}""", "rescale_offset is true with the rescale_factor 0.0039")]
    [InlineData("""{"image_processor_type":"SiglipImageProcessor","size":{"height":8,"width":8},"resample":3}""", "image_mean is missing")]
    public void Read_WhatCannotBeDoneExactly_Refused(string json, string says)
    {
        var exception = Assert.Throws<UserException>(() => Read(json));
        Assert.Contains(says, exception.Message, StringComparison.Ordinal);
        Assert.Contains("preprocessor_config.json", exception.Message, StringComparison.Ordinal);
    }

    // int(224 * 363 / 360) = 225; int(224 * 480 / 301) = 357.
    [Theory]
    [InlineData(360, 363, 224, 225)]
    [InlineData(480, 301, 357, 224)]
    [InlineData(100, 100, 224, 224)]
    public void Resized_ShortestEdge_LongSideTruncated(int width, int height, int outWidth, int outHeight) =>
        Assert.Equal((outWidth, outHeight), new PreprocessSpec { ShortestEdge = 224 }.Resized(width, height));

    [Theory]
    [InlineData(false, 225, 224, 0)]
    [InlineData(false, 227, 224, 1)]
    [InlineData(true, 225, 224, 0)]
    [InlineData(true, 227, 224, 2)]
    [InlineData(false, 20, 25, -3)]
    [InlineData(false, 20, 24, -2)]
    public void CropStart_OddMargin_ByRule(bool torchvision, int length, int crop, int expected) =>
        Assert.Equal(expected, new PreprocessSpec { UsesTorchvisionCrop = torchvision }.CropStart(length, crop));

    [Fact]
    public void Run_CropLargerThanPicture_PaddedWithBlack()
    {
        var preprocessor = new ImagePreprocessor(new PreprocessSpec { Crop = (41, 30), Mean = [0.5f, 0.25f, 0], Std = [0.5f, 1, 2] });
        using var tensor = preprocessor.Run(TinyModel.Image("rgb.png"), null);
        using var picture = PatternPixels();
        Assert.Equal((41, 30), (tensor.Width, tensor.Height));
        for (var y = 0; y < 30; y++)
        {
            for (var x = 0; x < 41; x++)
            {
                // 37 x 23 within 41 x 30: 2 columns before, and 4 rows, because Hugging Face rounds up.
                var (column, row) = (x - 2, y - 4);
                var inside = column is >= 0 and < 37 && row is >= 0 and < 23;
                var green = inside ? picture.Pixels[(row * 37 + column) * 3 + 1] : 0;
                Assert.Equal(green - 0.25f, tensor.Values[41 * 30 + y * 41 + x]);
            }
        }
    }

    // (sample - 127.5) / 127.5 of kakaobrain/align-base: resized to 346 pixels (bilinear), then the middle 289 pixels.
    [Fact]
    public void Read_EfficientNet_ResizedCroppedAndCentered()
    {
        var spec = Read("""
            {"image_processor_type":"EfficientNetImageProcessor","size":{"height":346,"width":346},"resample":2,"do_center_crop":true,
             "crop_size":{"height":289,"width":289},"do_rescale":true,"rescale_factor":0.00784313725490196,"rescale_offset":true,"do_normalize":false,"include_top":false}
            """);
        Assert.Equal(((346, 346), (289, 289), ResizeFilter.Bilinear), (spec.ResizeTo!.Value, spec.Crop!.Value, spec.Filter));
        Assert.Equal(28, spec.CropStart(346, 289));
        using var tensor = new ImagePreprocessor(new PreprocessSpec { RescaleFactor = spec.RescaleFactor, RescaleOffset = spec.RescaleOffset }).Run(TinyModel.Image("rgb.png"), null);
        using var picture = PatternPixels();
        for (var i = 0; i < 37 * 23; i++)
            Assert.Equal((float)((picture.Pixels[i * 3] - 127.5) * 0.00784313725490196), tensor.Values[i]);
    }

    [Fact]
    public void Run_ExtremeAspect_ImageException()
    {
        var preprocessor = new ImagePreprocessor(new PreprocessSpec { ShortestEdge = 4096, Crop = (4096, 4096) });
        var exception = Assert.Throws<ImageException>(() => preprocessor.Run(Strip(1, 60), null));
        Assert.Contains("too narrow", exception.Message, StringComparison.Ordinal);
    }

    private static RgbImage PatternPixels() => MuBench.TestUtils.Imaging.PatternImage.Create(37, 23);

    private static byte[] Strip(int width, int height)
    {
        // A 24-bit bitmap: the only format that is simple enough to write here.
        var stride = (width * 24 + 31) / 32 * 4;
        var bytes = new byte[54 + stride * height];
        (bytes[0], bytes[1], bytes[10], bytes[14], bytes[18], bytes[22], bytes[26], bytes[28]) =
            ((byte)'B', (byte)'M', 54, 40, (byte)width, (byte)height, 1, 24);
        return bytes;
    }

    private static PreprocessSpec Read(string json)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "preprocessor_config.json"), json);
        return PreprocessSpecReader.Read(new ContrastiveFolder(folder.Path, "", ""));
    }

    [Fact]
    public void Run_ForAModelOf16Bits_RoundsTheSameFloats()
    {
        var spec = new PreprocessSpec { Crop = (41, 30), Mean = [0.5f, 0.25f, 0.1f], Std = [0.3f, 1, 2] };
        using var whole = new ImagePreprocessor(spec).Run(TinyModel.Image("rgb.png"), null);
        using var half = new ImagePreprocessor(spec, asHalf: true).Run(TinyModel.Image("rgb.png"), null);

        Assert.Equal(whole.Values.ToArray().Select(value => (float)(Half)value), half.Halves.ToArray().Select(value => (float)value));
        Assert.Throws<InvalidOperationException>(() => half.Values.Length);
        Assert.Throws<InvalidOperationException>(() => whole.Halves.Length);
    }
}

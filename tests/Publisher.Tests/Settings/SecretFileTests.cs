using Publisher.Settings;

namespace Publisher.Tests.Settings;

public sealed class SecretFileTests : IDisposable
{
    private readonly SettingsFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("mail.smtp.password")]
    [InlineData("mail__smtp__password")]
    [InlineData("Mail.Smtp.Password")]
    [InlineData("PUBLISHER_MAIL__SMTP__PASSWORD")]
    [InlineData("publisher_mail.smtp.password")]
    public void A_file_is_named_like_its_key(string name)
    {
        folder.Secret(name, "secret");
        Assert.Equal("secret", folder.Read("").Settings.Mail.Smtp.Password);
    }

    [Theory]
    [InlineData("secret\n", "secret")]
    [InlineData("secret\r\n", "secret")]
    [InlineData("secret\n\n", "secret\n")]
    [InlineData(" secret ", " secret ")]
    public void One_newline_at_the_end_does_not_belong_to_the_secret(string text, string secret)
    {
        folder.Secret("mail.smtp.password", text);
        Assert.Equal(secret, folder.Read("").Settings.Mail.Smtp.Password);
    }

    [Fact]
    public void Files_of_other_programs_are_left_alone()
    {
        folder.Secret("postgres_password", "secret");
        folder.Secret("mail", "secret");
        Directory.CreateDirectory(Path.Combine(folder.Secrets, "..data"));
        Assert.Empty(folder.Read("").Origins);
    }

    [Fact]
    public void A_file_that_claims_to_be_a_setting_and_is_none_is_a_fault()
    {
        folder.Secret("publisher_mail__smtp__passwrd", "secret");
        Assert.Equal(
            ["secrets/publisher_mail__smtp__passwrd: mail.smtp.passwrd: there is no such setting; did you mean mail.smtp.password?"],
            folder.Faults(""));
    }

    [Fact]
    public void A_file_that_is_no_text_is_a_fault()
    {
        File.WriteAllBytes(Path.Combine(folder.Secrets, "mail.smtp.password"), [0xFF]);
        Assert.Equal(["secrets/mail.smtp.password: mail.smtp.password: the file is not UTF-8; save it as UTF-8"], folder.Faults(""));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_a_fault()
    {
        var problem = Assert.Single(Assert.Throws<SettingsException>(() => SettingsReader.Read(new(null, [], new Dictionary<string, string>(), ["nowhere"]))).Problems);
        Assert.Equal("nowhere: the folder of secrets cannot be read; check that it exists and who may read it", problem.ToString());
    }

    [Fact]
    public void The_process_offers_the_folders_that_exist_and_the_operators_own_wins()
    {
        var environment = new Dictionary<string, string>
        {
            ["PUBLISHER_SECRETS"] = folder.Secrets,
            ["CREDENTIALS_DIRECTORY"] = Path.Combine(folder.Secrets, "nowhere"),
        };
        var folders = SettingsSources.SecretFoldersOf(environment);
        Assert.Equal(folder.Secrets, folders[^1]);
        Assert.DoesNotContain(environment["CREDENTIALS_DIRECTORY"], folders);
    }

    [Fact]
    public void The_process_offers_its_environment()
    {
        var sources = SettingsSources.FromProcess("a.yaml", ["b=c"]);
        Assert.Equal(("a.yaml", "b=c"), (sources.ConfigFile, sources.Overrides[0]));
        Assert.Equal(Environment.GetEnvironmentVariable("PATH"), sources.Environment["PATH"]);
    }
}

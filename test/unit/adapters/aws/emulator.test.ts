import { describeOnEmulator, startEmulator } from '../../../support/aws/emulator';

describeOnEmulator('the emulator', (emulator) => {
  const healthOf = async (endpoint: string): Promise<number> => (await fetch(`${endpoint}/_ministack/health`)).status;

  it('answers while it runs, and is gone when stopped', async () => {
    expect(await healthOf(emulator().endpoint)).toBe(200);
    const second = await startEmulator();
    expect(second.endpoint).not.toBe(emulator().endpoint);
    expect(await healthOf(second.endpoint)).toBe(200);
    await second.stop();
    await expect(healthOf(second.endpoint)).rejects.toThrow('fetch failed');
    expect(await healthOf(emulator().endpoint)).toBe(200);
  });
});
